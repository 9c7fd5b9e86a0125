-- DropIndex
ALTER TABLE "T" DROP CONSTRAINT "T_a_key";
