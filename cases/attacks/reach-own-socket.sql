CREATE EXTENSION dblink;
DO $$ BEGIN
    PERFORM dblink_connect('host=' || current_setting('unix_socket_directories') || ' user=postgres dbname=postgres');
    RAISE EXCEPTION 'LEAK came in';
END $$;
