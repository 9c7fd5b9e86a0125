INSERT INTO place (id, name) VALUES (1, 'Old  Town');
