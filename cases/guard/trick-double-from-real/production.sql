INSERT INTO sample VALUES (1, 0.1, 'ab', B'0101', 'n'), (2, -2.5e10, 'abcdef', NULL, NULL);
