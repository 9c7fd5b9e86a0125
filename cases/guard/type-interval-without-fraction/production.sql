INSERT INTO item (id, v) SELECT row_number() OVER (), v FROM (VALUES ('00:00:01.2'::interval), ('00:00:01.4'::interval)) x (v);
