DROP INDEX seat_hall_key;
CREATE UNIQUE INDEX seat_hall_key ON seat (hall);
