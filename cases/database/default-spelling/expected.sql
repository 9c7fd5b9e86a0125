-- AlterTable
ALTER TABLE "T" ALTER COLUMN "s" SET DEFAULT 'other';
