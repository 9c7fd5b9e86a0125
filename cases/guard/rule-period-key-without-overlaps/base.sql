CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE TABLE rate (room int NOT NULL, during daterange NOT NULL, CONSTRAINT rate_key UNIQUE (room, during WITHOUT OVERLAPS));
