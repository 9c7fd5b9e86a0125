DROP INDEX invoice_open_idx;
CREATE INDEX invoice_open_idx ON invoice (customer_id);
