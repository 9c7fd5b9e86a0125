DO $$
DECLARE r record;
BEGIN
  FOR r IN SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
           WHERE t.relname = 'tickets' AND NOT i.indisprimary AND NOT i.indisunique
  LOOP
    EXECUTE format('DROP INDEX %I', r.relname);
  END LOOP;
END $$;
