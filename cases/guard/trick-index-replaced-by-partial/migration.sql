DROP INDEX "Proxy_SpendLog_end_user_idx";
CREATE INDEX "Proxy_SpendLog_end_user_idx" ON "Proxy_SpendLog"("end_user") WHERE "end_user" <> '';
