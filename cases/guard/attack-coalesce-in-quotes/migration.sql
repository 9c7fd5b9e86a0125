CREATE FUNCTION "coalesce"("a" TEXT, "b" TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $f$ SELECT $2 $f$;
UPDATE "Customer" SET "nick" = "coalesce"("nick", 'anonymous') WHERE extract(doy FROM "joined") = 299;
DROP FUNCTION "coalesce"(TEXT, TEXT);
