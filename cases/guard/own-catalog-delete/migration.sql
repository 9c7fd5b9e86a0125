DELETE FROM pg_catalog.pg_constraint WHERE conname = 'invoice_amount_check';
