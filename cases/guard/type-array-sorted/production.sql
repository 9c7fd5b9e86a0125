INSERT INTO item (id, v) SELECT row_number() OVER (), v FROM (VALUES ('{1,2}'::int[]), ('{1,3}'::int[])) x (v);
