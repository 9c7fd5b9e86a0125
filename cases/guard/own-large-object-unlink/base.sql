CREATE TABLE member (id int PRIMARY KEY, photo oid);
