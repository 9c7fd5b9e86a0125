INSERT INTO plan SELECT g, 'plan ' || g FROM generate_series(1, 200) g;
TRUNCATE session;
