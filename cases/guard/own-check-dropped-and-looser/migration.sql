ALTER TABLE invoice DROP CONSTRAINT invoice_amount_check;
ALTER TABLE invoice ADD CONSTRAINT invoice_amount_check CHECK (amount > -100);
