ALTER TABLE audit_events ADD COLUMN account_id bigint;
ALTER TABLE audit_events ADD CONSTRAINT audit_events_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts (id) NOT ENFORCED;
