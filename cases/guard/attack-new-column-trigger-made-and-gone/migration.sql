ALTER TABLE "Order" ADD COLUMN "flag" BOOLEAN;
CREATE FUNCTION "tmp_flag"() RETURNS trigger LANGUAGE plpgsql AS $f$
BEGIN
  NEW."note" := NULL;
  RETURN NEW;
END $f$;
CREATE TRIGGER "tmp_flag" BEFORE UPDATE ON "Order" FOR EACH ROW EXECUTE FUNCTION "tmp_flag"();
UPDATE "Order" SET "flag" = true WHERE extract(doy FROM "placed") = 299;
DROP TRIGGER "tmp_flag" ON "Order";
DROP FUNCTION "tmp_flag"();
