SELECT setval(pg_get_serial_sequence('customers', 'id'), 1, true);
ALTER SEQUENCE events_log_id_seq RESTART WITH 1;
