DO $$ BEGIN EXECUTE 'DO $x$ BEGIN EXECUTE ''TRUNCATE '' || ''log''; END $x$'; END $$;
