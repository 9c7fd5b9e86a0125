-- compact the log
CREATE TABLE events_log_compact AS TABLE events_log;
DROP TABLE events_log;
ALTER TABLE events_log_compact RENAME TO events_log;
ALTER TABLE events_log ALTER COLUMN id SET NOT NULL, ALTER COLUMN at SET DEFAULT now();
