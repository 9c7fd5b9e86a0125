DO $$
DECLARE n integer;
BEGIN
  LOOP
    UPDATE "User" SET "email" = lower("email")
    WHERE "id" IN (SELECT "id" FROM "User" WHERE "email" <> lower("email") LIMIT 500);
    GET DIAGNOSTICS n = ROW_COUNT;
    EXIT WHEN n = 0;
  END LOOP;
END $$;
