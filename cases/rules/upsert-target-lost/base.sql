CREATE TABLE spend (id int PRIMARY KEY, team text NOT NULL, day text NOT NULL, model text NOT NULL);
CREATE UNIQUE INDEX spend_key ON spend (team, day);
