CREATE TABLE base (id int PRIMARY KEY, v text);
CREATE TABLE child (w text) INHERITS (base);
