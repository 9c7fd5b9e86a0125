SELECT setval('invoice_no', 900);
