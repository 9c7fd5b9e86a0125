INSERT INTO doc VALUES (1, '{"secret": 1, "a": 2}'), (2, '{}');
