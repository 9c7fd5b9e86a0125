CREATE TABLE readings (sensor int, at timestamp, celsius double precision, PRIMARY KEY (sensor, at));
