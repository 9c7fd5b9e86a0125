-- AlterEnum
ALTER TYPE "E" ADD VALUE 'b's';

-- AlterTable
ALTER TABLE "T" ADD COLUMN     "a"b" INTEGER NOT NULL;
