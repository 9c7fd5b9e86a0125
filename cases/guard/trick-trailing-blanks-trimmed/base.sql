CREATE TABLE label (id int PRIMARY KEY, caption text);
