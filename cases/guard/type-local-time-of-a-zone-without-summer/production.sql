INSERT INTO item (id, v) SELECT row_number() OVER (), v FROM (VALUES ('2024-03-31 02:30'::timestamp), ('2024-03-31 03:30')) x (v);
