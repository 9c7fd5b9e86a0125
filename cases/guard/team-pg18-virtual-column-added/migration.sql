ALTER TABLE people ADD COLUMN email_ci text GENERATED ALWAYS AS (lower(email)) VIRTUAL;
ALTER TABLE people ALTER COLUMN email_ci SET EXPRESSION AS (lower(trim(email)));
