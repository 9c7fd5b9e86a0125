ALTER SYSTEM SET archive_command = 'touch {mark}';
SELECT pg_reload_conf();
