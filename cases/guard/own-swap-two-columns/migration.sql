ALTER TABLE customer RENAME COLUMN name TO tmp;
ALTER TABLE customer RENAME COLUMN phone TO name;
ALTER TABLE customer RENAME COLUMN tmp TO phone;
