INSERT INTO n VALUES (1, NULL, 'a'), (2, 1, 'b'), (3, 2, 'c');
