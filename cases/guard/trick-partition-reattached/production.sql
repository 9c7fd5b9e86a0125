INSERT INTO log VALUES ('2024-02-02', 'x'), ('2024-08-08', 'y');
