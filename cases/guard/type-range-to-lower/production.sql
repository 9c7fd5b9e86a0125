INSERT INTO item (id, v) SELECT row_number() OVER (), v FROM (VALUES ('[1,5)'::int4range), ('[1,6)'::int4range)) x (v);
