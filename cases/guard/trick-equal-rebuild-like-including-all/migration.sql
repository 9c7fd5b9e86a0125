BEGIN;
LOCK TABLE "Proxy_DailyUserSpend" IN ACCESS EXCLUSIVE MODE;
CREATE TABLE "Proxy_DailyUserSpend_copy" (LIKE "Proxy_DailyUserSpend" INCLUDING ALL);
ALTER TABLE "Proxy_DailyUserSpend_copy" ADD COLUMN "completion_tokens" INTEGER NOT NULL DEFAULT 0;
INSERT INTO "Proxy_DailyUserSpend_copy" ("id", "user_id", "date", "api_key", "model", "prompt_tokens", "spend")
SELECT "id", "user_id", "date", "api_key", "model", "prompt_tokens", "spend" FROM "Proxy_DailyUserSpend" ORDER BY "date";
DROP TABLE "Proxy_DailyUserSpend";
ALTER TABLE "Proxy_DailyUserSpend_copy" RENAME TO "Proxy_DailyUserSpend";
COMMIT;
