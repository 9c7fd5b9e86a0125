-- DropIndex
DROP INDEX "A_a_idx";

-- CreateIndex
CREATE UNIQUE INDEX "A_a_key" ON "A"("a");
