ALTER TABLE accounts ALTER COLUMN bank TYPE text;
DROP DOMAIN iban;
ALTER TABLE accounts ADD CONSTRAINT accounts_bank_check CHECK (bank ~ '^[A-Z]{2}[0-9]{2}');
