-- DropIndex
DROP INDEX "T_b_idx";

-- CreateIndex
CREATE INDEX "T_b_idx" ON "T"("b") WHERE (b not in (1, 3));
