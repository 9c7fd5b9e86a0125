-- AlterTable
ALTER TABLE "Order" ALTER COLUMN "total" DROP NOT NULL;
