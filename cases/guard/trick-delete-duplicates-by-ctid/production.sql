INSERT INTO vote VALUES ('a', 1, 'yes'), ('a', 1, 'no'), ('b', 1, 'yes');
