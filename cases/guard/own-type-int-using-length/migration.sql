ALTER TABLE customer ALTER COLUMN phone TYPE int USING length(phone);
