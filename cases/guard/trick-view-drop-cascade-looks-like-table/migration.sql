DROP VIEW "Proxy_SpendByDay" CASCADE;
ALTER TABLE "Proxy_DailyUserSpend" ALTER COLUMN "spend" SET DEFAULT 0;
CREATE VIEW "Proxy_SpendByDay" AS SELECT "date", "model", sum("spend") AS "spend" FROM "Proxy_DailyUserSpend" GROUP BY 1, 2;
