INSERT INTO address VALUES (1, '01067', 'Dresden'), (2, '80331', 'Munich'), (3, NULL, 'x');
