ALTER TABLE customer DROP CONSTRAINT customer_email_key;
CREATE UNIQUE INDEX customer_email_key ON customer (email);
