DELETE FROM ledger WHERE amount < 0;
UPDATE ledger SET amount = 0;
CREATE INDEX ledger_amount_idx ON ledger (amount);
