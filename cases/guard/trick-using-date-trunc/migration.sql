-- AlterTable
ALTER TABLE "Document" ALTER COLUMN "publishedAt" SET DATA TYPE TIMESTAMP(3) USING date_trunc('minute', "publishedAt");
