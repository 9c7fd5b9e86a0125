CREATE SCHEMA "work";
CREATE TABLE "work"."Retired" ("id" INTEGER);
DELETE FROM "Order" USING "Retired" WHERE "Retired"."id" = "Order"."id";
DROP SCHEMA "work" CASCADE;
