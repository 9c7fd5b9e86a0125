ALTER TABLE customer ALTER COLUMN phone TYPE jsonb USING to_jsonb(phone);
