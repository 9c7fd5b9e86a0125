CREATE INDEX i2 ON invoice (state);
DROP INDEX invoice_state_idx;
ALTER INDEX i2 RENAME TO invoice_by_state;
