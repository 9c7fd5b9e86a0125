INSERT INTO item (id, v) SELECT row_number() OVER (), v FROM (VALUES (1.251::numeric), (1.252)) x (v);
