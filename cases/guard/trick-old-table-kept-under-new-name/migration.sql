ALTER TABLE "Proxy_SpendLog" RENAME TO "Proxy_SpendLog_2024";
ALTER TABLE "Proxy_SpendLog_2024" RENAME CONSTRAINT "Proxy_SpendLog_pkey" TO "Proxy_SpendLog_2024_pkey";
ALTER INDEX "Proxy_SpendLog_startTime_idx" RENAME TO "Proxy_SpendLog_2024_startTime_idx";
ALTER INDEX "Proxy_SpendLog_end_user_idx" RENAME TO "Proxy_SpendLog_2024_end_user_idx";
CREATE TABLE "Proxy_SpendLog" (LIKE "Proxy_SpendLog_2024" INCLUDING ALL);
INSERT INTO "Proxy_SpendLog" SELECT * FROM "Proxy_SpendLog_2024" WHERE "startTime" > CURRENT_TIMESTAMP - interval '30 days';
