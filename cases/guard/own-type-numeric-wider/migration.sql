ALTER TABLE customer ALTER COLUMN score TYPE numeric(20,6);
