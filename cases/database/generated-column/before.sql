CREATE TABLE "T" (id integer PRIMARY KEY, a integer NOT NULL, g integer GENERATED ALWAYS AS (a * 2) STORED);
