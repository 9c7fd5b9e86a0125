ALTER TABLE customer ADD COLUMN phone2 text;
UPDATE customer SET phone2 = left(phone, 8);
ALTER TABLE customer DROP COLUMN phone;
ALTER TABLE customer RENAME COLUMN phone2 TO phone;
