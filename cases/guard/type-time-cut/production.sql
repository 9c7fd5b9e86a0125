INSERT INTO item (id, v) SELECT row_number() OVER (), v FROM (VALUES ('10:00:00.2'::time), ('10:00:00.4'::time)) x (v);
