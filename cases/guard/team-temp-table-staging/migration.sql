CREATE TEMP TABLE stage ON COMMIT DROP AS SELECT id, lower(email) AS email FROM people;
DELETE FROM stage WHERE email IS NULL;
ALTER TABLE people ADD COLUMN email_lower text;
UPDATE people p SET email_lower = s.email FROM stage s WHERE s.id = p.id;
