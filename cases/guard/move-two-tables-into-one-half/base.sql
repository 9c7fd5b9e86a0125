CREATE TABLE dog (id serial PRIMARY KEY, name text NOT NULL, born date);
CREATE TABLE cat (id serial PRIMARY KEY, name text NOT NULL, born date);
