INSERT INTO item (id, v) SELECT row_number() OVER (), v FROM (VALUES ('08:00:2b:01:02:03'::macaddr), ('08:00:2b:01:02:04'::macaddr)) x (v);
