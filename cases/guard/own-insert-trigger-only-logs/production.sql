INSERT INTO plan VALUES ('free', 'Free');
