CREATE TABLE addresses (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, account_id bigint NOT NULL UNIQUE REFERENCES accounts (id) ON DELETE CASCADE, street text, city text, zip varchar(12));
INSERT INTO addresses (account_id, street, city, zip) SELECT id, billing_street, billing_city, billing_zip FROM accounts WHERE billing_street IS NOT NULL;
ALTER TABLE accounts DROP COLUMN billing_street, DROP COLUMN billing_city, DROP COLUMN billing_zip;
