CREATE TABLE usage (id int NOT NULL, day date NOT NULL, n int, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE usage_default PARTITION OF usage DEFAULT;
