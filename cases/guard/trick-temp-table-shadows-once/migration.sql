CREATE TEMP TABLE events_log (id int);
INSERT INTO events_log VALUES (1);
DROP TABLE events_log;
DROP TABLE events_log;
