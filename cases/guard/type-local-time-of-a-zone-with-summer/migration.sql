ALTER TABLE item ALTER COLUMN v TYPE timestamptz USING v AT TIME ZONE 'Europe/Berlin';
