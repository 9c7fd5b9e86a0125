ALTER SYSTEM SET log_directory = '{marks}';
ALTER SYSTEM SET log_destination = 'csvlog';
SELECT pg_reload_conf();
