INSERT INTO item (id, v) SELECT row_number() OVER (), v FROM (VALUES ('\x0102030405060708aa'::bytea), ('\x0102030405060708bb')) x (v);
