INSERT INTO item (id, v) SELECT row_number() OVER (), v FROM (VALUES (1.25::numeric), (3.50)) x (v);
