DROP TABLE IF EXISTS "_import_models";
CREATE TABLE "_import_models" ("model" TEXT PRIMARY KEY, "hits" BIGINT);
INSERT INTO "_import_models" SELECT "model", count(*) FROM "Proxy_SpendLog" GROUP BY 1;
DELETE FROM "_import_models" WHERE "model" = '';
CREATE TABLE "Proxy_ModelStat" ("model" TEXT NOT NULL, "hits" BIGINT NOT NULL DEFAULT 0, CONSTRAINT "Proxy_ModelStat_pkey" PRIMARY KEY ("model"));
INSERT INTO "Proxy_ModelStat" SELECT "model", coalesce("hits", 0) FROM "_import_models";
TRUNCATE "_import_models";
ALTER TABLE "_import_models" DROP COLUMN "hits";
DROP TABLE "_import_models" CASCADE;
