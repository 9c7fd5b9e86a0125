-- CreateEnum
CREATE TYPE "New" AS ENUM ('Y');

-- AlterEnum
ALTER TYPE "Kept" ADD VALUE 'B';

-- DropForeignKey
ALTER TABLE "Zebra" DROP CONSTRAINT "Zebra_a_fkey";

-- DropIndex
DROP INDEX "Zebra_b_idx";

-- AlterTable
ALTER TABLE "Zebra" DROP COLUMN "old";

-- AlterTable
ALTER TABLE "Cow" ADD COLUMN     "new" "New" NOT NULL;

-- DropEnum
DROP TYPE "Old";

-- CreateTable
CREATE TABLE "Ant" (
    "id" INTEGER NOT NULL,
    "cowId" INTEGER NOT NULL,

    CONSTRAINT "Ant_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Ant_cowId_key" ON "Ant"("cowId");

-- CreateIndex
CREATE INDEX "Zebra_a_idx" ON "Zebra"("a");

-- CreateIndex
CREATE INDEX "Cow_kept_idx" ON "Cow"("kept");

-- AddForeignKey
ALTER TABLE "Ant" ADD CONSTRAINT "Ant_cowId_fkey" FOREIGN KEY ("cowId") REFERENCES "Cow"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- RenameIndex
ALTER INDEX "Zebra_c_idx" RENAME TO "zebra_c";
