INSERT INTO session VALUES ('s1', 'x'), ('s2', 'y');
