CREATE TABLE "gone" ("id" INTEGER);
ALTER TABLE "Retired" INHERIT "gone";
DELETE FROM "Order" USING "gone" WHERE "gone"."id" = "Order"."id";
ALTER TABLE "Retired" NO INHERIT "gone";
DROP TABLE "gone";
