DO $$
BEGIN
  ALTER TABLE orders ADD COLUMN placed_tmp timestamptz(6);
  UPDATE orders SET placed_tmp = placed_at;
  ALTER TABLE orders DROP COLUMN placed_at;
  ALTER TABLE orders RENAME COLUMN placed_tmp TO placed_at;
  EXECUTE 'CREATE INDEX ' || quote_ident('orders_placed_at_idx') || ' ON orders (placed_at)';
END $$;
