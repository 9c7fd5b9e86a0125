MERGE INTO "Setting" AS s USING (VALUES ('theme', 'light'), ('lang', 'en')) AS v("key", "value") ON s."key" = v."key"
WHEN MATCHED THEN DO NOTHING
WHEN NOT MATCHED THEN INSERT ("key", "value") VALUES (v."key", v."value");
