INSERT INTO seat (hall, code) VALUES ('a', 'x'), ('a', 'y'), ('b', NULL);
