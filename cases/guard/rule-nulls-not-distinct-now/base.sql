CREATE TABLE seat (id serial PRIMARY KEY, hall text NOT NULL, code text, row_no int, taken boolean);
CREATE UNIQUE INDEX seat_hall_code_key ON seat (hall, code);
