CREATE TABLE IF NOT EXISTS orders (id bigserial PRIMARY KEY, total int);
CREATE SCHEMA IF NOT EXISTS public;
CREATE UNIQUE INDEX IF NOT EXISTS products_sku_key ON products (title);
ALTER TABLE products ADD COLUMN IF NOT EXISTS price money, ADD COLUMN IF NOT EXISTS vat numeric(5,2);
CREATE SEQUENCE IF NOT EXISTS orders_id_seq START 1;
