CREATE TEMP TABLE "staging" AS SELECT "id", upper(trim("country")) AS "country" FROM "Customer";
DELETE FROM "staging" WHERE "country" IS NULL;
UPDATE "staging" SET "country" = 'GB' WHERE "country" = 'UK';
ALTER TABLE "Customer" ADD COLUMN "countryCode" TEXT;
UPDATE "Customer" AS c SET "countryCode" = s."country" FROM "staging" AS s WHERE s."id" = c."id";
DROP TABLE "staging";
