CREATE TABLE doc (id int PRIMARY KEY, title text, tag text, score int, hidden boolean NOT NULL);
