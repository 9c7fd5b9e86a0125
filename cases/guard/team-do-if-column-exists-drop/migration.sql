DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'people' AND column_name = 'phone') THEN
    ALTER TABLE people DROP COLUMN phone;
  END IF;
END $$;
