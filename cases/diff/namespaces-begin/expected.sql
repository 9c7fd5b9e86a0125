-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- AlterEnum
BEGIN;
CREATE TYPE "public"."E_new" AS ENUM ('A');
ALTER TABLE "public"."T" ALTER COLUMN "e" TYPE "public"."E_new" USING ("e"::text::"public"."E_new");
ALTER TYPE "public"."E" RENAME TO "E_old";
ALTER TYPE "public"."E_new" RENAME TO "E";
DROP TYPE "E_old";
COMMIT;

-- AlterTable
ALTER TABLE "public"."T" ADD COLUMN     "b" TEXT;
