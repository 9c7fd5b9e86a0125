CREATE TABLE alarm (id int PRIMARY KEY, level text NOT NULL);
