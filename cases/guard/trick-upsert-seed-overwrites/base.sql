CREATE TABLE flag (name text PRIMARY KEY, on_for int NOT NULL DEFAULT 0, note text);
INSERT INTO flag VALUES ('beta', 0, 'seed'), ('dark', 0, 'seed');
