UPDATE "Proxy_VirtualKey" AS k
SET "spend" = s.total
FROM (SELECT "api_key", sum("spend") AS total FROM "Proxy_SpendLog" GROUP BY 1) s
WHERE s."api_key" = k."token";
