INSERT INTO item (id, v) SELECT row_number() OVER (), v FROM (VALUES ('10:00+00'::timetz), ('10:00+02'::timetz)) x (v);
