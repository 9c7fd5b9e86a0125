ALTER TABLE tickets ALTER COLUMN opened_on DROP DEFAULT, ALTER COLUMN opened_on TYPE timestamptz USING opened_on::timestamptz, ALTER COLUMN opened_on SET DEFAULT now();
