INSERT INTO hook VALUES (1, '{"a": 1, "b": [true, null]}', NULL), (2, '[]', NULL);
