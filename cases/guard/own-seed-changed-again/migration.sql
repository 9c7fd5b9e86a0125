INSERT INTO plan SELECT g, 'plan ' || g FROM generate_series(1, 200) g;
UPDATE plan SET name = 'level ' || id WHERE name LIKE 'plan %' AND id <= 200;
