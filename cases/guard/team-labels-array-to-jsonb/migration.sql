ALTER TABLE tickets ALTER COLUMN labels DROP DEFAULT, ALTER COLUMN labels TYPE jsonb USING to_jsonb(labels), ALTER COLUMN labels SET DEFAULT '[]';
