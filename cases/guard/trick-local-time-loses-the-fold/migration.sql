ALTER TABLE customers ALTER COLUMN joined_at DROP DEFAULT;
ALTER TABLE customers ALTER COLUMN joined_at TYPE timestamp USING joined_at AT TIME ZONE 'Europe/Berlin';
ALTER TABLE customers ALTER COLUMN joined_at SET DEFAULT localtimestamp;
