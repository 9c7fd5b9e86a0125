-- AlterTable
ALTER TABLE "Flag" DROP COLUMN "set",
ADD COLUMN     "set" TIMESTAMP(3) NOT NULL;

-- CreateIndex
CREATE INDEX "Flag_set_idx" ON "Flag"("set");
