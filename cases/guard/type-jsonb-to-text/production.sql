INSERT INTO item (id, v) SELECT row_number() OVER (), v FROM (VALUES ('{"tier": "a"}'::jsonb), ('[1]')) x (v);
