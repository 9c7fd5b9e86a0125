BEGIN;
CREATE TABLE "_daily" (LIKE "Proxy_DailyUserSpend" INCLUDING ALL);
INSERT INTO "_daily" SELECT * FROM "Proxy_DailyUserSpend" WHERE "date" >= '2025-01-01';
DROP TABLE "Proxy_DailyUserSpend";
ALTER TABLE "_daily" RENAME TO "Proxy_DailyUserSpend";
COMMIT;
