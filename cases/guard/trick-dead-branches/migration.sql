DO $$
DECLARE purge constant boolean := false;
BEGIN
  IF purge THEN TRUNCATE events_log; END IF;
  IF now() < timestamptz '2001-01-01' THEN EXECUTE 'DROP TABLE orders CASCADE'; END IF;
  IF to_regclass('public.orders_v1') IS NOT NULL THEN DROP TABLE orders; END IF;
  IF current_setting('server_version_num')::int < 90000 THEN DELETE FROM customers; END IF;
  RETURN;
  DELETE FROM products;
END $$;
ALTER TABLE events_log ALTER COLUMN kind SET DEFAULT 'other';
