INSERT INTO metric (name, value) SELECT 'm' || (i % 7), i FROM generate_series(1, 1200) i;
