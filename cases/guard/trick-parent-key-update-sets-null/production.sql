INSERT INTO region VALUES ('north', 'North'), ('west', 'West');
INSERT INTO depot VALUES (1, 'north'), (2, 'north'), (3, NULL);
