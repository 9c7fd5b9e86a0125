INSERT INTO base VALUES (1, 'a');
INSERT INTO child VALUES (2, 'b', 'c');
