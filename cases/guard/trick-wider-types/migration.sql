ALTER TABLE order_lines ALTER COLUMN qty TYPE bigint, ALTER COLUMN line_no TYPE int8;
ALTER TABLE products ALTER COLUMN price TYPE numeric(20,6), ALTER COLUMN id TYPE bigint;
ALTER TABLE order_lines ALTER COLUMN product_id TYPE bigint;
ALTER TABLE customers ALTER COLUMN full_name TYPE varchar(200), ALTER COLUMN country TYPE text;
ALTER TABLE orders ALTER COLUMN total TYPE numeric, ALTER COLUMN state DROP DEFAULT, ALTER COLUMN state TYPE text, ALTER COLUMN state SET DEFAULT 'cart';
ALTER SEQUENCE products_id_seq AS bigint;
