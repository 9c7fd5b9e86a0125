ALTER TABLE readings RENAME TO readings_before;
CREATE TABLE readings (sensor int, at timestamp, celsius numeric(5,1), PRIMARY KEY (sensor, at));
INSERT INTO readings SELECT * FROM readings_before;
DROP TABLE readings_before;
