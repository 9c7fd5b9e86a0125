INSERT INTO item (id, v) SELECT row_number() OVER (), v FROM (VALUES ('1 minute'::interval), ('1 minute 1 second'::interval)) x (v);
