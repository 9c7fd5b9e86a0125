-- RenameTable
ALTER TABLE "User" RENAME TO "Person";

-- RenameColumn
ALTER TABLE "Person" RENAME COLUMN "name" TO "fullName";

-- RenameColumn
ALTER TABLE "Post" RENAME COLUMN "userId" TO "personId";

-- RenameEnum
ALTER TYPE "Color" RENAME TO "Colour";

-- RenameEnumValue
ALTER TYPE "Colour" RENAME VALUE 'RED' TO 'CRIMSON';

-- AlterTable
ALTER TABLE "Person" RENAME CONSTRAINT "User_pkey" TO "Person_pkey";

-- RenameForeignKey
ALTER TABLE "Post" RENAME CONSTRAINT "Post_userId_fkey" TO "Post_personId_fkey";

-- RenameIndex
ALTER INDEX "Post_userId_idx" RENAME TO "Post_personId_idx";

-- RenameIndex
ALTER INDEX "User_name_key" RENAME TO "Person_fullName_key";
