WITH a AS (SELECT 1 AS one), b AS (DELETE FROM "Proxy_DailyUserSpend" WHERE "spend" < 0.001) SELECT one FROM a;
