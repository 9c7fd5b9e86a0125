ALTER TABLE customer ADD COLUMN phone2 text;
UPDATE customer SET phone2 = phone WHERE phone LIKE '+1%';
ALTER TABLE customer DROP COLUMN phone;
ALTER TABLE customer RENAME COLUMN phone2 TO phone;
