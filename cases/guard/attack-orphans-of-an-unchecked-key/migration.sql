DELETE FROM "Stamp" WHERE NOT EXISTS (SELECT 1 FROM "Order" WHERE "Order"."id" = "Stamp"."orderId");
