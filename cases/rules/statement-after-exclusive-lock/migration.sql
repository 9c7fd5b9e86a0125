ALTER TABLE users ADD COLUMN x int;
CREATE INDEX orders_note_idx ON orders (note);
