CREATE DOMAIN iban AS text CHECK (VALUE ~ '^[A-Z]{2}\d{2}');
CREATE TABLE payee (id int PRIMARY KEY, account iban, name text);
CREATE TABLE "Refund" ("id" TEXT PRIMARY KEY, "target" iban);
