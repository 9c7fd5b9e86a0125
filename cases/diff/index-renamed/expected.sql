-- RenameIndex
ALTER INDEX "A_a_idx" RENAME TO "a_by_a";
