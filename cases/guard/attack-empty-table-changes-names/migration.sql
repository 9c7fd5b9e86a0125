CREATE TABLE "gone" ("id" INTEGER);
ALTER TABLE "gone" RENAME TO "gone_empty";
ALTER TABLE "Retired" RENAME TO "gone";
DELETE FROM "Order" USING "gone" WHERE "gone"."id" = "Order"."id";
