CREATE TABLE flag (name text PRIMARY KEY, on_for int, note text);
