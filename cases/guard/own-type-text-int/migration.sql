ALTER TABLE customer ALTER COLUMN phone TYPE bigint USING phone::bigint;
