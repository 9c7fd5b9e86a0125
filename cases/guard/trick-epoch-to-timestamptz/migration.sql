ALTER TABLE visit ALTER COLUMN at TYPE timestamptz USING to_timestamp(at);
ALTER TABLE visit ALTER COLUMN at SET DEFAULT now();
