INSERT INTO profile VALUES (1, '1990-01-01', 'x');
