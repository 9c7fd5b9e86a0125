CREATE TABLE n (id int PRIMARY KEY, parent_id int REFERENCES n(id), title text);
