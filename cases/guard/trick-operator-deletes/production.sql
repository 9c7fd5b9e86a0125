INSERT INTO note VALUES (1, 'a'), (50, 'b'), (500, 'c');
