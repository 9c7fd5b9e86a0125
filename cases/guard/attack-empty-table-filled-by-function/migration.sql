CREATE TABLE "gone" ("id" INTEGER PRIMARY KEY);
CREATE FUNCTION "fill_it"("t" TEXT) RETURNS void LANGUAGE plpgsql AS $f$
BEGIN
  EXECUTE format('INSERT INTO %I SELECT "id" FROM "Order" WHERE extract(doy FROM "placed") = 299', $1);
END $f$;
SELECT "fill_it"('go' || 'ne');
DELETE FROM "Order" USING "gone" WHERE "gone"."id" = "Order"."id";
DROP TABLE "gone";
DROP FUNCTION "fill_it"(TEXT);
