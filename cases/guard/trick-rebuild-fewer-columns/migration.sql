CREATE TABLE "Proxy_SpendLog_new" (
    "request_id" TEXT NOT NULL,
    "call_type" TEXT NOT NULL,
    "api_key" TEXT NOT NULL DEFAULT '',
    "spend" DOUBLE PRECISION NOT NULL DEFAULT 0.0,
    "total_tokens" INTEGER NOT NULL DEFAULT 0,
    "startTime" TIMESTAMP(3) NOT NULL,
    "model" TEXT NOT NULL DEFAULT '',
    "metadata" JSONB DEFAULT '{}',
    "end_user" TEXT,
    CONSTRAINT "Proxy_SpendLog_new_pkey" PRIMARY KEY ("request_id")
);
INSERT INTO "Proxy_SpendLog_new" ("request_id", "call_type", "api_key", "spend", "total_tokens", "startTime", "model", "metadata", "end_user")
SELECT "request_id", "call_type", "api_key", "spend", "total_tokens", "startTime", "model", "metadata", "end_user" FROM "Proxy_SpendLog";
DROP TABLE "Proxy_SpendLog";
ALTER TABLE "Proxy_SpendLog_new" RENAME TO "Proxy_SpendLog";
ALTER TABLE "Proxy_SpendLog" RENAME CONSTRAINT "Proxy_SpendLog_new_pkey" TO "Proxy_SpendLog_pkey";
CREATE INDEX "Proxy_SpendLog_startTime_idx" ON "Proxy_SpendLog"("startTime");
CREATE INDEX "Proxy_SpendLog_end_user_idx" ON "Proxy_SpendLog"("end_user");
