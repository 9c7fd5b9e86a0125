-- AlterTable
ALTER TABLE "Document" ADD COLUMN "legacyTitle" TEXT;
UPDATE "Document" SET "legacyTitle" = "title";
ALTER TABLE "Document" RENAME COLUMN "body" TO "spare";
ALTER TABLE "Document" RENAME COLUMN "legacyTitle" TO "body";
ALTER TABLE "Document" RENAME COLUMN "spare" TO "legacyTitle";
-- the helper is not needed any more
ALTER TABLE "Document" DROP COLUMN "legacyTitle";
