/*
  Warnings:

  - The `reviewerId` column on the `Post` table would be dropped and recreated. This will lead to data loss if there is data in the column.

*/
-- DropForeignKey
ALTER TABLE "Post" DROP CONSTRAINT "Post_reviewerId_fkey";

-- AlterTable
ALTER TABLE "Post" DROP COLUMN "reviewerId",
ADD COLUMN     "reviewerId" INTEGER;
