ALTER TABLE products ADD COLUMN weight_g integer;
UPDATE products SET weight_g = (weight * 100)::integer WHERE weight IS NOT NULL;
ALTER TABLE products DROP COLUMN weight;
ALTER TABLE products ADD COLUMN weight double precision;
UPDATE products SET weight = weight_g / 100.0;
ALTER TABLE products DROP COLUMN weight_g;
