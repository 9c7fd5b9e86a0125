CREATE TABLE "Proxy_SpendLogArchive" (LIKE "Proxy_SpendLog" INCLUDING DEFAULTS);
WITH moved AS (
  DELETE FROM "Proxy_SpendLog" WHERE "startTime" < '2025-01-01' RETURNING *
)
INSERT INTO "Proxy_SpendLogArchive" SELECT * FROM moved;
