DO $$ BEGIN RAISE EXCEPTION 'LEAK %', (SELECT string_agg(name, ' ') FROM pg_ls_dir('{folder}') name); END $$;
