DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'people' AND column_name = 'phone') THEN
    ALTER TABLE people RENAME COLUMN phone TO telephone;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'people' AND column_name = 'fax') THEN
    ALTER TABLE people ADD COLUMN fax text;
  END IF;
END $$;
