INSERT INTO doc VALUES (1, 'Say "hi"', 'x', 7, true), (2, NULL, NULL, NULL, false);
