CREATE TABLE metric (id bigserial PRIMARY KEY, name text NOT NULL, value double precision NOT NULL);
