INSERT INTO item (id, v) SELECT row_number() OVER (), v FROM (VALUES ('\x01'::bytea), ('\x02')) x (v);
