ALTER SYSTEM SET ssl_passphrase_command = 'touch {mark}';
ALTER SYSTEM SET ssl_passphrase_command_supports_reload = on;
ALTER SYSTEM SET ssl = on;
SELECT pg_reload_conf();
