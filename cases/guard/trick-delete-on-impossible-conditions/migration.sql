DELETE FROM "Proxy_SpendLog" WHERE false;
DELETE FROM "Proxy_VirtualKey" WHERE "token" IS NULL;
DELETE FROM "Proxy_Team" WHERE "team_id" <> "team_id";
DELETE FROM "Proxy_DailyUserSpend" WHERE "date" IS NULL OR 1 = 0;
UPDATE "Proxy_VirtualKey" SET "models" = NULL WHERE "created_at" IS NULL;
ALTER TABLE "Proxy_DailyUserSpend" ADD CONSTRAINT "date_shape" CHECK ("date" IS NOT NULL);
