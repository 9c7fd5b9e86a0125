-- CreateIndex
CREATE INDEX "x" ON "T"("b");

-- RenameIndex
ALTER INDEX "x" RENAME TO "y";
