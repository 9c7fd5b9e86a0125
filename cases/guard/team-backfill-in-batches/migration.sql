ALTER TABLE "User" ADD COLUMN "emailNormalized" TEXT;
DO $$
DECLARE n integer;
BEGIN
  LOOP
    UPDATE "User" SET "emailNormalized" = lower("email")
    WHERE "id" IN (SELECT "id" FROM "User" WHERE "emailNormalized" IS NULL LIMIT 500);
    GET DIAGNOSTICS n = ROW_COUNT;
    EXIT WHEN n = 0;
  END LOOP;
END $$;
CREATE INDEX "User_emailNormalized_idx" ON "User"("emailNormalized");
