CREATE TYPE order_state AS ENUM ('cart', 'placed', 'paid', 'sent', 'returned');
CREATE TABLE customers (
  id bigserial PRIMARY KEY,
  email text NOT NULL,
  full_name varchar(120),
  phone text,
  country char(2) NOT NULL DEFAULT 'DE',
  joined_at timestamptz NOT NULL DEFAULT now(),
  notes text,
  CONSTRAINT customers_email_key UNIQUE (email)
);
CREATE TABLE products (
  id serial PRIMARY KEY,
  sku text NOT NULL,
  title text NOT NULL,
  price numeric(12,4) NOT NULL,
  attrs jsonb NOT NULL DEFAULT '{}',
  weight double precision,
  CONSTRAINT products_price_check CHECK (price >= 0)
);
CREATE UNIQUE INDEX products_sku_key ON products (sku);
CREATE TABLE orders (
  id bigserial PRIMARY KEY,
  customer_id bigint NOT NULL,
  state order_state NOT NULL DEFAULT 'cart',
  placed_at timestamptz,
  total numeric(14,4) NOT NULL DEFAULT 0,
  coupon text,
  CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE
);
CREATE INDEX orders_customer_id_idx ON orders (customer_id);
CREATE INDEX orders_placed_at_idx ON orders (placed_at);
CREATE TABLE order_lines (
  order_id bigint NOT NULL,
  line_no int NOT NULL,
  product_id int NOT NULL,
  qty int NOT NULL DEFAULT 1,
  PRIMARY KEY (order_id, line_no),
  CONSTRAINT order_lines_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE,
  CONSTRAINT order_lines_product_id_fkey FOREIGN KEY (product_id) REFERENCES products (id)
);
CREATE TABLE events_log (
  id bigserial PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  kind text NOT NULL,
  payload jsonb
);
CREATE INDEX events_log_kind_idx ON events_log (kind);
