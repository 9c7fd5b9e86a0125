ALTER TABLE users ADD COLUMN x int;
CREATE INDEX CONCURRENTLY users_x_idx ON users (x);
