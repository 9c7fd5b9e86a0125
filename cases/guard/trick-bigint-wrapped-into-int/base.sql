CREATE TABLE counter (page text PRIMARY KEY, hits bigint NOT NULL DEFAULT 0);
