CREATE TABLE car_owner (car_id int PRIMARY KEY REFERENCES car (id), name text, phone text);
INSERT INTO car_owner SELECT id, owner_name, owner_phone FROM car;
ALTER TABLE car DROP COLUMN owner_name, DROP COLUMN owner_phone;
