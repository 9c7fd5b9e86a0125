DO $$ BEGIN
  ASSERT NOT EXISTS (SELECT FROM orders WHERE coupon IS NOT NULL), 'orders.coupon still in use';
END $$;
ALTER TABLE orders ALTER COLUMN coupon SET DEFAULT 'none';
