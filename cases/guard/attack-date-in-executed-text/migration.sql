DO $$
DECLARE r record;
BEGIN
  FOR r IN SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'placed' LOOP
    EXECUTE format('ALTER TABLE %I ALTER COLUMN %I TYPE DATE', r.table_name, r.column_name);
  END LOOP;
END $$;
