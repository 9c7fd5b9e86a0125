CREATE TABLE hall (id int PRIMARY KEY, size int NOT NULL);
CREATE TABLE seat (id int PRIMARY KEY, hall int, taken boolean NOT NULL DEFAULT false);
