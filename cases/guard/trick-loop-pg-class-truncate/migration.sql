ALTER TABLE pages ADD COLUMN etag text;
DO $$
DECLARE t regclass;
BEGIN
  FOR t IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relname ~ '^cache_' AND pg_table_is_visible(oid) LOOP
    EXECUTE format('TRUNCATE %s', t);
  END LOOP;
END $$;
