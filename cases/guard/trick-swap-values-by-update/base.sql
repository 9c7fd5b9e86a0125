CREATE TABLE span (id int PRIMARY KEY, lo int, hi int);
