-- CreateEnum
CREATE TYPE "JobStatus" AS ENUM ('ACTIVE', 'INACTIVE');

-- DropForeignKey
ALTER TABLE "Proxy_VirtualKey" DROP CONSTRAINT "Proxy_VirtualKey_team_id_fkey";

-- AlterTable
ALTER TABLE "Proxy_Team" ADD COLUMN     "tpm_limit" BIGINT,
ALTER COLUMN "spend" DROP DEFAULT,
ALTER COLUMN "blocked" DROP NOT NULL;

-- CreateTable
CREATE TABLE "Proxy_Budget" (
    "budget_id" TEXT NOT NULL,
    "max_budget" DOUBLE PRECISION,

    CONSTRAINT "Proxy_Budget_pkey" PRIMARY KEY ("budget_id")
);

-- AddForeignKey
ALTER TABLE "Proxy_VirtualKey" ADD CONSTRAINT "Proxy_VirtualKey_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "Proxy_Team"("team_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- RenameIndex
ALTER INDEX "Proxy_DailyUserSpend_user_id_date_api_key_model_key" RENAME TO "Proxy_DailyUserSpend_unique";
