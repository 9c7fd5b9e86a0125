CREATE INDEX CONCURRENTLY tickets_account_status_new ON tickets (account_id, status);
DROP INDEX CONCURRENTLY tickets_account_status_idx;
ALTER INDEX tickets_account_status_new RENAME TO tickets_account_status_idx;
