INSERT INTO item VALUES (1, 1.5, 2.5, 3.5, true), (2, 1, 0.75, 3, false);
