ALTER TABLE customer RENAME COLUMN phone TO old;
ALTER TABLE customer ADD COLUMN phone text;
ALTER TABLE customer DROP COLUMN old;
