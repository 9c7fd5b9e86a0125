CREATE TABLE item (id int PRIMARY KEY, w numeric, d double precision, x numeric, active boolean NOT NULL);
