INSERT INTO item (id, v) SELECT row_number() OVER (), v FROM (VALUES (1.1234567890121::numeric), (1.1234567890122)) x (v);
