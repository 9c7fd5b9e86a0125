DROP DOMAIN iban CASCADE;
CREATE DOMAIN iban_code AS varchar(34) CHECK (VALUE ~ '^[A-Z]{2}\d{2}[A-Z0-9]+$');
ALTER TABLE payee ADD COLUMN IF NOT EXISTS account iban_code;
ALTER TABLE "Refund" ADD COLUMN IF NOT EXISTS "target" iban_code;
