CREATE TABLE appointment (id int PRIMARY KEY, at timestamp NOT NULL);
