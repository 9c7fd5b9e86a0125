CREATE TYPE "tmp_kind" AS ENUM ('a', 'b');
CREATE SEQUENCE "tmp_seq";
CREATE FUNCTION "tmp_next"() RETURNS bigint LANGUAGE sql AS $$ SELECT nextval('"tmp_seq"') $$;
ALTER TABLE "Document" ADD COLUMN "tmp_k" "tmp_kind" DEFAULT 'a', ADD COLUMN "tmp_n" BIGINT DEFAULT "tmp_next"(), ADD COLUMN "number" BIGINT;
UPDATE "Document" SET "number" = "tmp_n";
DROP TYPE "tmp_kind" CASCADE;
ALTER TABLE "Document" DROP COLUMN "tmp_n";
DROP FUNCTION "tmp_next"();
DROP SEQUENCE "tmp_seq";
