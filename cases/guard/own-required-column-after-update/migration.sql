UPDATE plan SET name = lower(name);
ALTER TABLE plan ADD COLUMN price int NOT NULL;
