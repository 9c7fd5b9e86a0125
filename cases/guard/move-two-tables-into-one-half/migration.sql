CREATE TABLE pet (id bigserial PRIMARY KEY, kind text NOT NULL, old_id int NOT NULL, name text NOT NULL, born date);
INSERT INTO pet (kind, old_id, name) SELECT 'dog', id, name FROM dog UNION ALL SELECT 'cat', id, name FROM cat;
DROP TABLE dog, cat;
