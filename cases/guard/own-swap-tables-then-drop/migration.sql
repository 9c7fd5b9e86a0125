ALTER TABLE log RENAME TO log_old;
CREATE TABLE log (id int PRIMARY KEY, at timestamp NOT NULL, line text);
DROP TABLE log_old;
