-- AlterTable
ALTER TABLE "T" DROP COLUMN "a",
ADD COLUMN     "a" INTEGER NOT NULL;

-- CreateIndex
CREATE INDEX "t_by_a" ON "T"("a");

-- RenameIndex
ALTER INDEX "T_a_idx" RENAME TO "t_by_a";
