INSERT INTO p VALUES (1, 'a@b.example'), (2, NULL);
