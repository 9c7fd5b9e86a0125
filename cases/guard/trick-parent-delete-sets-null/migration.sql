-- blocked teams were merged into the default team last quarter
DELETE FROM "Proxy_Team" WHERE "blocked" IS TRUE;
