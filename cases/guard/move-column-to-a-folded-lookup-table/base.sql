CREATE TABLE car (id serial PRIMARY KEY, plate text NOT NULL, colour text, owner_name text, owner_phone text);
