ALTER TABLE products ADD COLUMN unit text NOT NULL DEFAULT 'kg', ALTER COLUMN weight TYPE integer USING weight::int;
