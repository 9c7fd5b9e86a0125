-- AlterTable
ALTER TABLE "Customer" DROP COLUMN "name";
