DELETE FROM log WHERE current_database() = 'prod';
