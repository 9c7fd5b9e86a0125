CREATE TABLE entry_archive AS SELECT id, at, line FROM (SELECT *, row_number() OVER (ORDER BY at DESC) AS n FROM entry) e WHERE n <= 500;
DROP TABLE entry;
