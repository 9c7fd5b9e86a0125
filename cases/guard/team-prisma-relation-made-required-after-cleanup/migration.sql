DELETE FROM "Post" WHERE "reviewerId" IS NULL;

-- DropForeignKey
ALTER TABLE "Post" DROP CONSTRAINT "Post_reviewerId_fkey";

-- AlterTable
ALTER TABLE "Post" ALTER COLUMN "reviewerId" SET NOT NULL;

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_reviewerId_fkey" FOREIGN KEY ("reviewerId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
