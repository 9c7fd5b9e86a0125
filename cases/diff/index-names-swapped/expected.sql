-- RenameIndex
ALTER INDEX "x" RENAME TO "y";

-- RenameIndex
ALTER INDEX "y" RENAME TO "x";

-- RenameIndex
ALTER INDEX "one" RENAME TO "two";

-- RenameIndex
ALTER INDEX "two" RENAME TO "three";
