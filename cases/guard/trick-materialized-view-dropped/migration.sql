DROP MATERIALIZED VIEW IF EXISTS "TopModels";
CREATE MATERIALIZED VIEW "TopModels" AS SELECT "model", sum("spend") AS "spend", count(*) AS "days" FROM "Proxy_DailyUserSpend" GROUP BY 1;
CREATE UNIQUE INDEX "TopModels_model_key" ON "TopModels"("model");
