-- AlterEnum
BEGIN;
CREATE TYPE "Color_new" AS ENUM ('RED');
ALTER TABLE "Paint" ALTER COLUMN "color" DROP DEFAULT;
ALTER TABLE "Paint" ALTER COLUMN "color" TYPE "Color_new" USING ("color"::text::"Color_new");
ALTER TABLE "Paint" ALTER COLUMN "mix" TYPE "Color_new"[] USING ("mix"::text::"Color_new"[]);
ALTER TYPE "Color" RENAME TO "Color_old";
ALTER TYPE "Color_new" RENAME TO "Color";
DROP TYPE "Color_old";
ALTER TABLE "Paint" ALTER COLUMN "color" SET DEFAULT 'RED';
COMMIT;
