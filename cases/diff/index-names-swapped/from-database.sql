-- RenameIndex
ALTER INDEX "two" RENAME TO "three";

-- RenameIndex
ALTER INDEX "one" RENAME TO "two";

-- RenameIndex
ALTER INDEX "x" RENAME TO "levee_swap_3";

-- RenameIndex
ALTER INDEX "y" RENAME TO "x";

-- RenameIndex
ALTER INDEX "levee_swap_3" RENAME TO "y";
