ALTER TABLE orders ADD COLUMN net numeric(14,4) NOT NULL DEFAULT 0, ADD COLUMN tax numeric(14,4) NOT NULL DEFAULT 0;
UPDATE orders SET net = round(total / 1.19, 2);
ALTER TABLE orders DROP COLUMN total, ADD COLUMN total numeric(14,4) GENERATED ALWAYS AS (net + tax) STORED;
