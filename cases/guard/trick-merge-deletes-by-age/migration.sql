MERGE INTO "Proxy_SpendLog" AS t
USING (SELECT "request_id" FROM "Proxy_SpendLog" WHERE "end_user" IS NULL) AS s ON s."request_id" = t."request_id"
WHEN MATCHED AND t."spend" < 0.00001 THEN DELETE
WHEN MATCHED THEN UPDATE SET "end_user" = 'unknown';
