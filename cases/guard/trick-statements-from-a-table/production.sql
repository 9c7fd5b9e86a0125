INSERT INTO inbox VALUES (1, 'a'), (2, 'b');
