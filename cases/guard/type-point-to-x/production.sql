INSERT INTO item (id, v) SELECT row_number() OVER (), v FROM (VALUES ('(1,2)'::point), ('(1,3)')) x (v);
