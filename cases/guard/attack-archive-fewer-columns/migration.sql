CREATE TABLE "OrderArchive" ("id" INTEGER PRIMARY KEY, "customerId" INTEGER NOT NULL, "total" DECIMAL(10,2) NOT NULL, "placed" TIMESTAMP(3) NOT NULL);
WITH moved AS (DELETE FROM "Order" WHERE "state" = 'lost' RETURNING *)
INSERT INTO "OrderArchive" SELECT "id", "customerId", "total", "placed" FROM moved;
