DELETE FROM audit WHERE current_database() = 'prod';
