INSERT INTO outbox VALUES (1, 'a', true), (2, 'b', false), (3, 'c', true);
