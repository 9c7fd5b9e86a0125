CREATE TABLE plan (code text PRIMARY KEY, price int NOT NULL);
INSERT INTO plan VALUES ('free', 0), ('pro', 10);
