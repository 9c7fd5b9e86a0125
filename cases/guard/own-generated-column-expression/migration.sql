ALTER TABLE customer ADD COLUMN initial text GENERATED ALWAYS AS (left(name, 1)) STORED;
