CREATE INDEX CONCURRENTLY "SpendLog_start" ON "Proxy_SpendLog" USING btree ("startTime" ASC NULLS LAST);
DROP INDEX CONCURRENTLY "Proxy_SpendLog_startTime_idx";
REINDEX INDEX CONCURRENTLY "Proxy_SpendLog_end_user_idx";
VACUUM (ANALYZE) "Proxy_SpendLog";
