CREATE INDEX "Proxy_SpendLog_startTime_request_id_idx" ON "Proxy_SpendLog"("startTime", "request_id");
DROP INDEX "Proxy_SpendLog_startTime_idx";
