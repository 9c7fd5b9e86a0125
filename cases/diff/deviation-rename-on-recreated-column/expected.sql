-- AlterTable
ALTER TABLE "T" DROP COLUMN "a",
ADD COLUMN     "a" INTEGER NOT NULL;

-- CreateIndex
CREATE INDEX "t_by_a" ON "T"("a");
