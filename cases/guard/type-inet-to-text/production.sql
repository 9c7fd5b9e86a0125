INSERT INTO item (id, v) SELECT row_number() OVER (), v FROM (VALUES ('10.0.0.1/8'::inet), ('10.0.0.1'::inet)) x (v);
