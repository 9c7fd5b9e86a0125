ALTER TABLE fee ADD COLUMN discount positive;
ALTER DOMAIN positive DROP CONSTRAINT positive_check;
