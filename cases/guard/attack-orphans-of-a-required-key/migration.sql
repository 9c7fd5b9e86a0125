DELETE FROM "Item" WHERE NOT EXISTS (SELECT 1 FROM "Order" WHERE "Order"."id" = "Item"."orderId");
