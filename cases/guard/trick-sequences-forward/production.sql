INSERT INTO customers (email, full_name, phone, country, joined_at, notes) VALUES
  ('First@Example.com', 'First Customer', '+49 30 1234', 'DE', '2023-10-29 00:30:00.5+00', 'prefers invoices by post'),
  ('second@example.com', '  Second', NULL, 'FR', '2023-10-29 01:30:00.5+00', NULL),
  ('old.user@example.org', NULL, '0171/555', 'AT', '2019-02-03 04:05:06.789+00', '');
INSERT INTO products (sku, title, price, attrs, weight) VALUES
  ('A-1', 'Kettle', 19.9900, '{"color": "red", "old_price": 24.5}', 1.237),
  ('a-1', 'Kettle lid', 4.4949, '{}', 0.25),
  ('B-7', 'Lamp', 120.0001, '{"color": "black"}', NULL);
INSERT INTO orders (customer_id, state, placed_at, total, coupon) VALUES
  (1, 'paid', '2024-01-05 10:11:12.345+00', 44.4749, 'SPRING'), (1, 'cart', NULL, 0, NULL),
  (2, 'sent', '2024-07-01 23:59:59.999+00', 120.0001, 'welcome'), (3, 'returned', '2019-03-03 03:03:03+00', 9.9999, NULL);
INSERT INTO order_lines VALUES (1, 1, 1, 2), (1, 2, 2, 1), (3, 1, 3, 1), (4, 1, 2, 5);
INSERT INTO events_log (at, kind, payload) VALUES
  ('2023-01-01 00:00+00', 'login', '{"ip": "10.0.0.1"}'), ('2024-06-01 12:00+00', 'login', NULL), ('2025-05-05 05:05:05+00', 'checkout', '{"order": 3}');
