ALTER TABLE plan ADD COLUMN price int NOT NULL;
UPDATE account SET email = lower(email);
