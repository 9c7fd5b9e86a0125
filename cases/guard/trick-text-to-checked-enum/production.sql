INSERT INTO ticket (severity, title) VALUES ('low', 'a'), ('high', 'b');
