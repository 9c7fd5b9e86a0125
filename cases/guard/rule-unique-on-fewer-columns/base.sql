CREATE TABLE badge (id serial PRIMARY KEY, site int NOT NULL, number int NOT NULL, CONSTRAINT badge_site_number_key UNIQUE (site, number));
