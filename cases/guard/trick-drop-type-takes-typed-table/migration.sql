ALTER TABLE plain ADD COLUMN at timestamptz;
DROP TYPE order_row CASCADE;
