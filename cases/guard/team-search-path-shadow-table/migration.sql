CREATE SCHEMA import;
SET search_path = import, public;
CREATE TABLE people (id int, email text);
INSERT INTO people VALUES (1, 'x@y.example');
DELETE FROM people WHERE id = 1;
DROP TABLE people;
RESET search_path;
