-- DropForeignKey
ALTER TABLE "U" DROP CONSTRAINT "U_e_fkey";

-- AlterEnum
BEGIN;
CREATE TYPE "E_new" AS ENUM ('A');
ALTER TABLE "T" ALTER COLUMN "e" TYPE "E_new" USING ("e"::text::"E_new");
ALTER TABLE "U" ALTER COLUMN "e" TYPE "E_new" USING ("e"::text::"E_new");
ALTER TYPE "E" RENAME TO "E_old";
ALTER TYPE "E_new" RENAME TO "E";
DROP TYPE "public"."E_old";
COMMIT;

-- AddForeignKey
ALTER TABLE "U" ADD CONSTRAINT "U_e_fkey" FOREIGN KEY ("e") REFERENCES "T"("e") ON DELETE RESTRICT ON UPDATE CASCADE;
