CREATE TABLE attachment (id int PRIMARY KEY, name text, content oid, bytes bytea);
