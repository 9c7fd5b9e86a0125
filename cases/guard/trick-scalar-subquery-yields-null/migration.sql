CREATE TABLE "TeamNames" ("team_id" TEXT PRIMARY KEY, "name" TEXT NOT NULL);
INSERT INTO "TeamNames" SELECT "team_id", "team_alias" FROM "Proxy_Team" WHERE "team_alias" LIKE 'R%';
UPDATE "Proxy_Team" t SET "team_alias" = (SELECT n."name" FROM "TeamNames" n WHERE n."team_id" = t."team_id");
