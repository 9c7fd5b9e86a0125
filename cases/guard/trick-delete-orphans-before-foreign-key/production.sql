INSERT INTO "Thread" VALUES ('t1');
INSERT INTO "Comment" VALUES ('c1', 't1', 'kept'), ('c2', 't9', 'orphan'), ('c3', NULL, 'loose');
