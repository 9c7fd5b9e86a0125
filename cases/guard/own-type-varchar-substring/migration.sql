ALTER TABLE customer ALTER COLUMN name TYPE varchar(20) USING substring(name FROM 1 FOR 20);
