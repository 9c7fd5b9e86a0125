CREATE DOMAIN positive AS numeric CONSTRAINT positive_check CHECK (VALUE > 0);
CREATE TABLE fee (id int PRIMARY KEY, amount positive);
