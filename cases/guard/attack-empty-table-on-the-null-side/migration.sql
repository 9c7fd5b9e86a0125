CREATE TABLE "gone" ("id" INTEGER);
DELETE FROM "Order" USING ("gone" RIGHT JOIN "Customer" ON "Customer"."id" = "gone"."id") WHERE "Customer"."id" = "customerId" AND extract(doy FROM "placed") = 299;
DROP TABLE "gone";
