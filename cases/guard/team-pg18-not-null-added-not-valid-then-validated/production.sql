INSERT INTO accounts (name, slug, plan, billing_street, billing_city, billing_zip, bank, balance, deleted_at, created_at) VALUES
  ('Acme', 'acme', 'team', 'Main St 1', 'Bonn', '01067', 'DE12345', 12.34, NULL, '2023-01-02 03:04:05+00'),
  ('Beta ', 'Beta', 'free', NULL, NULL, NULL, NULL, 0, '2024-01-01 00:00:00+00', '2024-03-31 02:30:00+00'),
  ('Gamma', 'gamma', 'business', 'High Rd 2', 'Leeds', 'LS1', NULL, -5.55, NULL, '2024-05-06 07:08:09.123+00');
INSERT INTO people (id, account_id, email, full_name, phone, is_admin, invited_by, last_seen) VALUES
  ('00000000-0000-0000-0000-00000000000a', 1, 'ann@acme.example', 'Ann Lee', '+49 30 12', true, NULL, '2024-06-01 10:00:00.5+00'),
  ('00000000-0000-0000-0000-00000000000b', 1, 'Bob@acme.example', 'Bob van Dam', NULL, false, '00000000-0000-0000-0000-00000000000a', NULL),
  ('00000000-0000-0000-0000-00000000000c', 2, 'cid@beta.example', NULL, '0171', false, NULL, '2020-01-01 00:00:00+00'),
  ('00000000-0000-0000-0000-00000000000d', 3, 'dee@gamma.example', 'Dee', '555-1', false, NULL, '2024-06-02 00:00:00+00');
INSERT INTO tickets (account_id, assignee_id, status, priority, subject, body, labels, meta, opened_on, closed_at) VALUES
  (1, '00000000-0000-0000-0000-00000000000a', 'open', 3, 'Printer on fire', 'help', '{urgent,hw}', '{"source": "mail", "score": 7}', '2024-05-01', NULL),
  (1, NULL, 'closed', 1, 'printer on fire', NULL, '{}', NULL, '2023-05-01', '2023-05-02 00:00:00+00'),
  (2, '00000000-0000-0000-0000-00000000000c', 'pending', 5, 'Spam', 'buy now', '{spam}', '{"source": "web"}', '2024-05-02', NULL),
  (3, NULL, 'solved', 2, 'Thanks', 'ok', '{}', '{}', '2024-05-03', NULL);
INSERT INTO audit_events (at, actor, kind, payload) VALUES
  ('2022-01-01 00:00:00+00', 'ann', 'login', '{"ip": "10.0.0.1"}'), ('2024-06-01 00:00:00+00', NULL, 'debug', NULL), ('2024-06-02 00:00:00+00', 'bob', 'login', '{}');
