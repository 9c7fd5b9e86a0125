INSERT INTO item (id, net) VALUES (1, 100), (2, 3.5);
