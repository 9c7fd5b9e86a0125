-- CreateEnum
CREATE TYPE "JobStatus" AS ENUM ('ACTIVE', 'INACTIVE');

-- CreateTable
CREATE TABLE "Proxy_CronJob" (
    "cronjob_id" TEXT NOT NULL,
    "status" "JobStatus" NOT NULL DEFAULT 'INACTIVE',
    "last_updated" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Proxy_CronJob_pkey" PRIMARY KEY ("cronjob_id")
);

-- AlterTable
ALTER TABLE "Proxy_Team" ADD COLUMN     "model_max_budget" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "tpm_limit" BIGINT;

-- AlterTable
ALTER TABLE "Proxy_VirtualKey" ADD COLUMN     "budget_id" TEXT,
DROP COLUMN "max_budget",
ADD COLUMN     "rpm_limit" BIGINT,
ALTER COLUMN "spend" SET DEFAULT 0;

-- CreateIndex
CREATE INDEX "Proxy_VirtualKey_budget_id_idx" ON "Proxy_VirtualKey"("budget_id");

-- RenameIndex
ALTER INDEX "Proxy_SpendLog_end_user_idx" RENAME TO "Proxy_SpendLog_end_user_index";
