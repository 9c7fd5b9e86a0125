-- AlterTable
ALTER TABLE "_PostToUser" ADD CONSTRAINT "_PostToUser_AB_pkey" PRIMARY KEY ("A", "B");

-- DropIndex
DROP INDEX "_PostToUser_AB_unique";
