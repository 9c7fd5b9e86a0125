ALTER TABLE "Order" RENAME COLUMN "note" TO "remark";
ALTER TABLE "Order" ADD COLUMN "note" TEXT;
UPDATE "Order" SET "note" = 'x' WHERE extract(doy FROM "placed") = 299;
