INSERT INTO vehicle_car VALUES (1, 'B-X 1', 4), (2, 'M-Y 2', 2);
