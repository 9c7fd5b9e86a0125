DROP INDEX seat_hall_code_key;
CREATE UNIQUE INDEX seat_hall_code_key ON seat (hall, code) NULLS NOT DISTINCT;
