MERGE INTO "Proxy_Team" t
USING (SELECT DISTINCT "team_id" FROM "Proxy_VirtualKey" WHERE "team_id" IS NOT NULL UNION SELECT 'team-z') k ON k."team_id" = t."team_id"
WHEN MATCHED AND t."team_alias" IS NULL THEN UPDATE SET "team_alias" = 'Team ' || k."team_id"
WHEN MATCHED THEN DO NOTHING
WHEN NOT MATCHED THEN INSERT ("team_id", "team_alias") VALUES (k."team_id", 'Team ' || k."team_id");
