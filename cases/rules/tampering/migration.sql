DELETE FROM pg_catalog.pg_constraint WHERE conname = 'orders_total_check';
