ALTER TABLE tickets ALTER COLUMN meta TYPE text USING meta::text;
