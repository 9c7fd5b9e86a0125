SELECT setval('metrics.batch_seq', greatest((SELECT last_value FROM metrics.batch_seq), 1000));
