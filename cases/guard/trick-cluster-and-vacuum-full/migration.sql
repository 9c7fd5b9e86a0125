CLUSTER "Proxy_SpendLog" USING "Proxy_SpendLog_startTime_idx";
VACUUM FULL "Proxy_DailyUserSpend";
REINDEX TABLE CONCURRENTLY "Proxy_DailyUserSpend";
ALTER TABLE "Proxy_SpendLog" SET UNLOGGED;
ALTER TABLE "Proxy_SpendLog" SET LOGGED;
