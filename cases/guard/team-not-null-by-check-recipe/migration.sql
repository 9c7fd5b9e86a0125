UPDATE people SET full_name = split_part(email, '@', 1) WHERE full_name IS NULL;
ALTER TABLE people ADD CONSTRAINT people_full_name_nn CHECK (full_name IS NOT NULL) NOT VALID;
ALTER TABLE people VALIDATE CONSTRAINT people_full_name_nn;
ALTER TABLE people ALTER COLUMN full_name SET NOT NULL;
ALTER TABLE people DROP CONSTRAINT people_full_name_nn;
