CREATE INDEX "Order_placed_customerId_idx" ON "Order"("placed", "customerId");
DROP INDEX "Order_customerId_idx";
