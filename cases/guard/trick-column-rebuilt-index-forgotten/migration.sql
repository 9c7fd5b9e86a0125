ALTER TABLE orders ADD COLUMN placed_tmp timestamptz;
UPDATE orders SET placed_tmp = placed_at;
ALTER TABLE orders DROP COLUMN placed_at;
ALTER TABLE orders RENAME COLUMN placed_tmp TO placed_at;
