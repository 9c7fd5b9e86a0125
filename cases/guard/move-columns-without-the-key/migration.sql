CREATE TABLE owner (id serial PRIMARY KEY, name text, phone text);
INSERT INTO owner (name, phone) SELECT owner_name, owner_phone FROM car;
ALTER TABLE car DROP COLUMN owner_name, DROP COLUMN owner_phone;
