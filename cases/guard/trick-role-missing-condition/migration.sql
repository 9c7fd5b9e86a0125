DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'price_guard_hold') THEN
    ALTER TABLE products DROP CONSTRAINT IF EXISTS products_price_check;
  END IF;
END $$;
