INSERT INTO device VALUES (1, 'colour=>black', 'x1');
