DELETE FROM "Order" WHERE "customerId" IS NULL;
DELETE FROM "Item" WHERE "sku" IS NULL AND "qty" > 3;
