SELECT setval('customers_id_seq', GREATEST((SELECT coalesce(max(id), 0) FROM customers) + 1000, nextval('customers_id_seq')));
ALTER SEQUENCE products_id_seq AS bigint CACHE 20;
ALTER SEQUENCE orders_id_seq INCREMENT BY 10 RESTART WITH 5000000;
ALTER SEQUENCE events_log_id_seq RENAME TO log_seq;
ALTER SEQUENCE log_seq OWNED BY NONE;
