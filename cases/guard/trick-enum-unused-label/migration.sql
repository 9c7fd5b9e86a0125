BEGIN;
CREATE TYPE "DocStatus_new" AS ENUM ('DRAFT', 'REVIEW', 'PUBLISHED');
ALTER TABLE "Document" ALTER COLUMN "status" DROP DEFAULT;
ALTER TABLE "Document" ALTER COLUMN "status" TYPE "DocStatus_new" USING ("status"::text::"DocStatus_new");
ALTER TYPE "DocStatus" RENAME TO "DocStatus_old";
ALTER TYPE "DocStatus_new" RENAME TO "DocStatus";
DROP TYPE "DocStatus_old";
ALTER TABLE "Document" ALTER COLUMN "status" SET DEFAULT 'DRAFT';
COMMIT;
