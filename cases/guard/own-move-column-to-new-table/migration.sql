CREATE TABLE contact (customer_id int PRIMARY KEY, phone text);
INSERT INTO contact SELECT id, phone FROM customer;
ALTER TABLE customer DROP COLUMN phone;
