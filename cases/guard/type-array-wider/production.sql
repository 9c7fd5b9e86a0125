INSERT INTO item (id, v) SELECT row_number() OVER (), v FROM (VALUES ('{1,2}'::int[]), ('{2,1}'::int[])) x (v);
