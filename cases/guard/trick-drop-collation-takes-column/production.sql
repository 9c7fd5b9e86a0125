INSERT INTO word VALUES (1, 'Apfel', 'de');
