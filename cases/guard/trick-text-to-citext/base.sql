CREATE TABLE login (id int PRIMARY KEY, mail text NOT NULL);
