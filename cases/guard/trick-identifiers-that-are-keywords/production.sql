INSERT INTO "drop" VALUES (1, 'cascade', '2024-01-01');
