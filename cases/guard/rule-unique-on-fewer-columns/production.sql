INSERT INTO badge (site, number) VALUES (1, 1), (1, 2), (2, 3);
