INSERT INTO note VALUES ('a', 'x'), ('b', 'y');
