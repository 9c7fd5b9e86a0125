DROP INDEX invoice_state_idx;
CREATE INDEX invoice_state_idx ON invoice (paid);
