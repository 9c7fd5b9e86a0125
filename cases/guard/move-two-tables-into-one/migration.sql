CREATE TABLE pet (id bigserial PRIMARY KEY, kind text NOT NULL, old_id int NOT NULL, name text NOT NULL, born date);
INSERT INTO pet (kind, old_id, name, born) SELECT 'dog', id, name, born FROM dog UNION ALL SELECT 'cat', id, name, born FROM cat;
DROP TABLE dog, cat;
