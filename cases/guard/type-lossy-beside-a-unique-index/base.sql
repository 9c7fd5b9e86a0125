CREATE TABLE grp (id serial PRIMARY KEY, kind text NOT NULL);
CREATE TABLE item (id int PRIMARY KEY, note text, v double precision);
