CREATE SCHEMA archive;
CREATE TABLE archive.events_log_2025 AS SELECT * FROM events_log;
DROP TABLE events_log;
