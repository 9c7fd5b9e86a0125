INSERT INTO customer (email, name, phone, score, joined) VALUES
  ('Ann@x.example', ' Ann Lee ', '+1555010001', 10.123, '2024-03-15 10:20:30.5+00'),
  ('tmp1@y.example', 'Bob', '004930123456', 2.500, '2023-07-04 08:00:00+00'),
  ('cid@test.example', NULL, NULL, NULL, '2022-01-31 23:59:59+00'),
  ('dora@z.example', 'Dora Moss', '15550100', 7.750, '2024-06-01 00:00:00+00');
INSERT INTO invoice (customer_id, state, amount, memo, paid) VALUES
  (1, 'draft', 12.50, 'test run', false), (1, 'open', 0, NULL, false), (2, 'closed', 99.99, 'rush', true), (3, 'open', 5, NULL, false);
INSERT INTO log VALUES
  (10, '2023-05-01 09:00:00', 'debug'), (11, '2024-02-03 10:00:00', 'debug'), (12, '2024-03-01 11:30:00', 'trace'),
  (13, '2024-04-01 12:00:00', 'heartbeat a'), (14, '2024-05-01 12:00:00', 'debug b');
