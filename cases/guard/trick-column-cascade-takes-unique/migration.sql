-- AlterTable
ALTER TABLE "Proxy_DailyUserSpend"   DROP "api_key" CASCADE,
ADD COLUMN     "key_hash" TEXT NOT NULL DEFAULT '';

-- CreateIndex
CREATE UNIQUE INDEX "Proxy_DailyUserSpend_user_id_date_api_key_model_key" ON "Proxy_DailyUserSpend"("user_id", "date", "key_hash", "model", "id");
