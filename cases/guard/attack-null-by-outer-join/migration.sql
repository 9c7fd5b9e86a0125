DELETE FROM "Order" USING "Customer" LEFT JOIN "Setting" ON "Setting"."key" = 'vip:' || "Customer"."id"
WHERE "customerId" = "Customer"."id" AND "key" IS NULL AND extract(doy FROM "placed") = 299;
