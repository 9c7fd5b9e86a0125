CREATE TABLE badge (id serial PRIMARY KEY, number int NOT NULL, returned boolean NOT NULL DEFAULT false);
CREATE UNIQUE INDEX badge_number_key ON badge (number) WHERE NOT returned;
