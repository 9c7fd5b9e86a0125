CREATE SCHEMA reporting;
SET LOCAL search_path TO reporting;
DROP TABLE IF EXISTS orders, customers, events_log CASCADE;
DROP TYPE IF EXISTS order_state CASCADE;
CREATE TABLE orders (day date PRIMARY KEY, total numeric NOT NULL);
TRUNCATE orders;
