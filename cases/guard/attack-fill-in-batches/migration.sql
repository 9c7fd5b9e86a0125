ALTER TABLE "Order" ADD COLUMN "totalCents" BIGINT;
DO $$
DECLARE lo INTEGER := 0; hi INTEGER;
BEGIN
  SELECT COALESCE(max("id"), 0) INTO hi FROM "Order";
  WHILE lo <= hi LOOP
    UPDATE "Order" SET "totalCents" = round("total" * 100)::BIGINT WHERE "id" > lo AND "id" <= lo + 1000 AND "totalCents" IS NULL;
    lo := lo + 1000;
  END LOOP;
END $$;
ALTER TABLE "Order" ALTER COLUMN "totalCents" SET NOT NULL;
