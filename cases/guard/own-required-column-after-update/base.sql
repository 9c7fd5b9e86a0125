CREATE TABLE account (id int PRIMARY KEY, email text);
CREATE TABLE session (id int PRIMARY KEY, account_id int NOT NULL REFERENCES account (id), token text NOT NULL);
CREATE TABLE plan (id int PRIMARY KEY, name text NOT NULL UNIQUE);
