CREATE TABLE ticket (id int PRIMARY KEY, note text NOT NULL);
