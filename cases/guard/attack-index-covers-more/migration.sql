CREATE INDEX "Order_customerId_placed_idx" ON "Order"("customerId", "placed");
DROP INDEX "Order_customerId_idx";
