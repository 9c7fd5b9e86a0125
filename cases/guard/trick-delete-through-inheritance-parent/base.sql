CREATE TABLE vehicle (id int, plate text);
CREATE TABLE vehicle_car (doors int, PRIMARY KEY (id)) INHERITS (vehicle);
