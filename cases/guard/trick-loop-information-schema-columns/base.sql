CREATE TABLE "Invoice" ("id" TEXT PRIMARY KEY, "total" NUMERIC NOT NULL, "legacy_ref" TEXT);
CREATE TABLE payer (id int PRIMARY KEY, legacy_code text, name text);
