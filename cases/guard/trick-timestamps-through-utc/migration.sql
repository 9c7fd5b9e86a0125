SET LOCAL timezone = 'America/Lima';
ALTER TABLE customers ALTER COLUMN joined_at DROP DEFAULT;
ALTER TABLE customers ALTER COLUMN joined_at TYPE timestamp USING joined_at AT TIME ZONE 'UTC';
ALTER TABLE customers ALTER COLUMN joined_at SET DEFAULT (now() AT TIME ZONE 'UTC');
ALTER TABLE orders ALTER COLUMN placed_at TYPE timestamp(6) without time zone USING timezone('UTC', placed_at);
