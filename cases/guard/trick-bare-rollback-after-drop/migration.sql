DROP TABLE events_log;
ROLLBACK;
ALTER TABLE customers ADD COLUMN birthday date;
