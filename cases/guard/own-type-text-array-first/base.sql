CREATE TABLE doc (id int PRIMARY KEY, tags text[] NOT NULL DEFAULT '{}');
