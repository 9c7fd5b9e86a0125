CREATE SCHEMA s;
CREATE TABLE s.log (id int);
SET LOCAL search_path = s;
DROP TABLE log;
