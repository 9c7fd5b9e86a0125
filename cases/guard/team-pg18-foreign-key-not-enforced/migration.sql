ALTER TABLE tickets ALTER CONSTRAINT tickets_account_id_fkey NOT ENFORCED;
