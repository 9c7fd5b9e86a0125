CREATE EXTENSION hstore;
CREATE TABLE device (id int PRIMARY KEY, props hstore, model text);
