ALTER TABLE accounts ADD COLUMN balance_cents bigint;
UPDATE accounts SET balance_cents = (balance * 100)::bigint;
ALTER TABLE accounts ALTER COLUMN balance_cents SET NOT NULL, ALTER COLUMN balance_cents SET DEFAULT 0;
ALTER TABLE accounts DROP COLUMN balance;
