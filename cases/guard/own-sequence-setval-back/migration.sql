SELECT setval('customer_id_seq', 1, false);
