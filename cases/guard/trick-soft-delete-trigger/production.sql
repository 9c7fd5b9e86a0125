INSERT INTO person VALUES (1, 'a', NULL), (2, 'b', '2024-01-01 00:00+00');
