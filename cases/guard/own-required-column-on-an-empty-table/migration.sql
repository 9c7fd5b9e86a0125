ALTER TABLE plan ADD COLUMN price int NOT NULL;
UPDATE plan SET name = upper(name);
DELETE FROM plan WHERE id < 0;
