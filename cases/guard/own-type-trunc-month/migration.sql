ALTER TABLE customer ALTER COLUMN joined TYPE timestamptz USING date_trunc('month', joined);
