-- AlterEnum
BEGIN;
CREATE TYPE "Color_new" AS ENUM ('rot');
ALTER TABLE "public"."Kept" ALTER COLUMN "lost" DROP DEFAULT;
ALTER TABLE "Kept" ALTER COLUMN "both" TYPE "Color_new" USING ("both"::text::"Color_new");
ALTER TABLE "Kept" ALTER COLUMN "lost" TYPE "Color_new" USING ("lost"::text::"Color_new");
ALTER TABLE "Dropped" ALTER COLUMN "color" TYPE TEXT;
ALTER TYPE "Color" RENAME TO "Color_old";
ALTER TYPE "Color_new" RENAME TO "Color";
DROP TYPE "public"."Color_old";
COMMIT;

-- AlterTable
ALTER TABLE "Kept" ALTER COLUMN "lost" DROP DEFAULT;

-- DropTable
DROP TABLE "Dropped";
