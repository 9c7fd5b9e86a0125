CREATE TABLE access (id int PRIMARY KEY, ip inet NOT NULL, path text);
