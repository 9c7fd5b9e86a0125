INSERT INTO visit (at, path) VALUES (1700000000, '/'), (1709251200, '/a');
