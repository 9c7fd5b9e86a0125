CREATE SCHEMA s;
SET LOCAL search_path = s, public;
DROP TABLE log;
