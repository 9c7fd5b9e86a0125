CREATE TEMP TABLE keep_daily ON COMMIT DROP AS TABLE "Proxy_DailyUserSpend";
TRUNCATE "Proxy_DailyUserSpend";
ALTER TABLE "Proxy_DailyUserSpend" ADD COLUMN "cost_center" TEXT NOT NULL DEFAULT '-';
INSERT INTO "Proxy_DailyUserSpend" ("id", "user_id", "date", "api_key", "model", "prompt_tokens", "spend")
SELECT "id", "user_id", "date", "api_key", "model", "prompt_tokens", "spend" FROM keep_daily;
