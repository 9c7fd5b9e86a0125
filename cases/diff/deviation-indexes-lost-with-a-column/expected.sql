-- AlterTable
ALTER TABLE "A" DROP COLUMN "a",
ADD COLUMN     "a" INTEGER NOT NULL;

-- CreateIndex
CREATE INDEX "one" ON "A"("a");

-- CreateIndex
CREATE INDEX "two" ON "A"("a");
