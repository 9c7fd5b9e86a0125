UPDATE products SET price = price * 100;
ALTER TABLE products RENAME COLUMN price TO price_cents;
