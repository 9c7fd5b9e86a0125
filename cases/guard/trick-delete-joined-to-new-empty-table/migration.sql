CREATE TABLE erasure_request (customer_id bigint PRIMARY KEY, asked_at timestamptz NOT NULL DEFAULT now());
DELETE FROM customers c USING erasure_request e WHERE e.customer_id = c.id;
UPDATE orders o SET coupon = NULL FROM erasure_request e WHERE e.customer_id = o.customer_id;
ALTER TABLE erasure_request ADD FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE;
