CREATE TEMPORARY TABLE orders AS SELECT * FROM orders WHERE state = 'cart';
DELETE FROM orders;
DROP TABLE orders;
ALTER TABLE orders ADD COLUMN channel text NOT NULL DEFAULT 'web';
