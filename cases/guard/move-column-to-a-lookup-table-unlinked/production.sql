INSERT INTO car (plate, colour, owner_name, owner_phone) VALUES ('U-1', 'red', 'Ann', '1'), ('U-2', NULL, 'Bob', NULL), ('U-3', 'red', 'Cid', '3');
