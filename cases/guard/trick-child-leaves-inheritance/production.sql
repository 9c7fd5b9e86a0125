INSERT INTO base_doc VALUES (1, 'a');
INSERT INTO scan_doc VALUES (2, 'b', 7);
