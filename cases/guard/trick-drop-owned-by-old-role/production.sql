INSERT INTO export_queue VALUES (1, 'x');
