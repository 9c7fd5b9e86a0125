MERGE INTO "Setting" AS s USING (VALUES ('theme_v2', 'light')) AS v("key", "value") ON s."key" = v."key"
WHEN NOT MATCHED THEN INSERT VALUES (v."key", v."value");
