INSERT INTO label VALUES (1, 'red   '), (2, 'blue'), (3, NULL);
