INSERT INTO sensor_log (raw, v) SELECT repeat('x', 100) || i, i FROM generate_series(1, 600) i;
