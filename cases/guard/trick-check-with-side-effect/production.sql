INSERT INTO hall VALUES (1, 2);
INSERT INTO seat VALUES (1, 1, true), (2, 1, false), (3, 7, false);
