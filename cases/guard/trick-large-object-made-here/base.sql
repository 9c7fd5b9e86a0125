CREATE TABLE scan (id int PRIMARY KEY, image oid);
