-- AlterTable
ALTER TABLE "Customer" ALTER COLUMN "name" SET NOT NULL;
