CREATE TEMP TABLE merged ON COMMIT DROP AS
SELECT min("id") AS "id", "user_id", "date", "api_key", '*' AS "model", sum("prompt_tokens") AS "prompt_tokens", sum("spend") AS "spend"
FROM "Proxy_DailyUserSpend" GROUP BY "user_id", "date", "api_key";
DELETE FROM "Proxy_DailyUserSpend";
INSERT INTO "Proxy_DailyUserSpend" SELECT * FROM merged;
