ALTER TABLE "Item" ALTER COLUMN "sku" TYPE TEXT USING translate("sku", '-', '');
