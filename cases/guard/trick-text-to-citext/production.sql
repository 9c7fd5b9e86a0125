INSERT INTO login VALUES (1, 'Alpha@Example.com'), (2, 'beta@example.com');
