UPDATE "Proxy_SpendLog" SET "model" = "model", "spend" = "spend" + 0, "metadata" = "metadata", "end_user" = "end_user" || '';
ANALYZE "Proxy_SpendLog";
