CREATE TYPE role AS ENUM ('user', 'admin', 'guest');
CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL UNIQUE, name text, role role NOT NULL DEFAULT 'user', age int);
CREATE INDEX users_name_idx ON users (name);
CREATE TABLE orders (id int PRIMARY KEY, user_id int NOT NULL REFERENCES users (id), total numeric(12,4) NOT NULL DEFAULT 0 CONSTRAINT orders_total_check CHECK (total >= 0), note text);
CREATE TABLE audit (id int PRIMARY KEY, what text);
