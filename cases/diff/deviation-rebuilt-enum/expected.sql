-- AlterEnum
BEGIN;
CREATE TYPE "E_new" AS ENUM ('A');
ALTER TABLE "T" ALTER COLUMN "gone" DROP DEFAULT;
ALTER TABLE "T" ALTER COLUMN "kept" TYPE "E_new" USING ("kept"::text::"E_new");
ALTER TABLE "T" ALTER COLUMN "new" TYPE "E_new" USING ("new"::text::"E_new");
ALTER TYPE "E" RENAME TO "E_old";
ALTER TYPE "E_new" RENAME TO "E";
DROP TYPE "E_old";
COMMIT;

-- AlterTable
ALTER TABLE "T" DROP COLUMN "gone",
ADD COLUMN     "new" "E";

-- DropTable
DROP TABLE "U";
