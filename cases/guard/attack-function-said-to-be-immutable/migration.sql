DELETE FROM "Order" WHERE "is_crowded"();
