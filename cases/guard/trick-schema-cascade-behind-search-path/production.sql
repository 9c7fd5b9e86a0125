INSERT INTO billing.invoice (total) VALUES (10), (20);
INSERT INTO account VALUES (1, 'closed', 'a');
