CREATE TABLE "Item_new" ("orderId" INTEGER NOT NULL, "line" INTEGER NOT NULL, "sku" VARCHAR(20) NOT NULL, "qty" SMALLINT NOT NULL,
  CONSTRAINT "Item_new_pkey" PRIMARY KEY ("orderId", "line"));
CREATE UNIQUE INDEX "Item_new_qty" ON "Item_new"("qty", length("sku"::TEXT) );
INSERT INTO "Item_new" SELECT "orderId", "line", translate("sku", '', ''), "qty" FROM "Item" ON CONFLICT DO NOTHING;
DROP INDEX "Item_new_qty";
DROP TABLE "Item";
ALTER TABLE "Item_new" RENAME TO "Item";
ALTER INDEX "Item_new_pkey" RENAME TO "Item_pkey";
ALTER TABLE "Item" ADD CONSTRAINT "Item_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order"("id") ON DELETE CASCADE ON UPDATE CASCADE;
