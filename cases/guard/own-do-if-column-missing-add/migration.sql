DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'log' AND column_name = 'level') THEN
    ALTER TABLE log ADD COLUMN level int;
  END IF;
END $$;
