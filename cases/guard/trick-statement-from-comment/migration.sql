DO $$ BEGIN EXECUTE obj_description('profile'::regclass, 'pg_class'); END $$;
COMMENT ON TABLE profile IS 'people';
