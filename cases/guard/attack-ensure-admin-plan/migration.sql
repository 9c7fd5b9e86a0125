INSERT INTO "Setting" ("key", "value") SELECT 'admin', "email" FROM "Customer" ORDER BY "id" LIMIT 1 ON CONFLICT DO NOTHING;
ALTER TABLE "Order" ADD COLUMN "currency" TEXT NOT NULL DEFAULT 'EUR';
CREATE INDEX "Order_placed_idx" ON "Order"("placed");
ALTER TABLE "Customer" ALTER COLUMN "plan" SET DEFAULT 'basic';
