DO $$
DECLARE c record;
BEGIN
  FOR c IN SELECT table_schema, table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name LIKE 'legacy\_%' LOOP
    EXECUTE 'ALTER TABLE ' || quote_ident(c.table_schema) || '.' || quote_ident(c.table_name) || ' DROP COLUMN ' || quote_ident(c.column_name);
  END LOOP;
END $$;
