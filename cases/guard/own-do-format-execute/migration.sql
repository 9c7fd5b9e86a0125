DO $$ BEGIN EXECUTE format('ALTER TABLE %I DROP COLUMN %I', 'customer', 'phone'); END $$;
