ALTER TABLE orders ADD CONSTRAINT small CHECK (total < 1e30);
