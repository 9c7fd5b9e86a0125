INSERT INTO contact VALUES (1, 'a@example.com', true), (2, 'bounced@example.com', true);
