CREATE TABLE team (id serial PRIMARY KEY, name text NOT NULL);
CREATE TABLE player (id serial PRIMARY KEY, name text NOT NULL, team_id int REFERENCES team (id));
