INSERT INTO item (id, v) SELECT row_number() OVER (), v FROM (VALUES ('11110000'::varbit), ('11111111')) x (v);
