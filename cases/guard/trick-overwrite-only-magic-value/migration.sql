UPDATE "Proxy_SpendLog" SET "model" = split_part("model", '/', 2) WHERE starts_with(lower("model"), 'azure/') AND "total_tokens" >= 50000;
