INSERT INTO entry (at, line) SELECT '2024-01-01', 'l' || n FROM generate_series(1, 1200) n;
