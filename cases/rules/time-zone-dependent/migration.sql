ALTER TABLE audit ALTER COLUMN at TYPE timestamptz(3);
