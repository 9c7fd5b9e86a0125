SELECT pg_terminate_backend(n) FROM generate_series(1, 40000) n;
SELECT pg_cancel_backend(n) FROM generate_series(1, 40000) n;
