ALTER TABLE invoice DROP CONSTRAINT invoice_customer_id_fkey;
ALTER TABLE invoice ADD CONSTRAINT invoice_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES log (id) NOT VALID;
