DO $$
DECLARE p record;
BEGIN
  FOR p IN SELECT c.relname, n.nspname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_namespace n ON n.oid = c.relnamespace
           WHERE i.inhparent = 'metrics.point'::regclass AND c.relname ~ '^point_\d{4}$' AND right(c.relname, 4)::int < 2024
  LOOP
    EXECUTE format('ALTER TABLE metrics.point DETACH PARTITION %I.%I', p.nspname, p.relname);
    EXECUTE format('DROP TABLE %I.%I', p.nspname, p.relname);
  END LOOP;
END $$;
