ALTER TABLE metrics.archive RENAME TO archive_plain;
CREATE TABLE metrics.archive (LIKE metrics.archive_plain) PARTITION BY RANGE (at);
CREATE TABLE metrics.archive_all PARTITION OF metrics.archive DEFAULT;
INSERT INTO metrics.archive SELECT * FROM metrics.archive_plain;
DROP TABLE metrics.archive_plain;
