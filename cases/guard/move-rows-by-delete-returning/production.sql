INSERT INTO entry (at, line) SELECT timestamp '2020-01-01' + n * interval '40 days', 'line ' || n FROM generate_series(1, 60) n;
