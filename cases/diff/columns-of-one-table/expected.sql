-- AlterTable
ALTER TABLE "Customer" DROP COLUMN "name",
ADD COLUMN     "age" INTEGER,
ADD COLUMN     "zip" TEXT,
ALTER COLUMN "email" DROP NOT NULL;
