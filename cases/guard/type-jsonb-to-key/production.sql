INSERT INTO item (id, v) SELECT row_number() OVER (), v FROM (VALUES ('{"tier": "a", "n": 1}'::jsonb), ('{"tier": "a", "n": 2}')) x (v);
