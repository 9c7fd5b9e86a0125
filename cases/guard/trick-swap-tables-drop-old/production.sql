INSERT INTO settings VALUES ('smtp', 'mail.example'), ('colour', 'teal');
INSERT INTO settings_v2 VALUES ('smtp', '"mail.example"', 'setup');
