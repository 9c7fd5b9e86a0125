UPDATE "Proxy_VirtualKey" SET "max_budget" = NULL WHERE "expires" IS NULL OR "expires" < now();
