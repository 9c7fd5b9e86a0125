INSERT INTO item (id, v) SELECT row_number() OVER (), v FROM (VALUES (0.123456789::float8), (0.1234567891)) x (v);
