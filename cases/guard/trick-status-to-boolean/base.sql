CREATE TABLE job (id serial PRIMARY KEY, state text NOT NULL DEFAULT 'queued', tries int);
