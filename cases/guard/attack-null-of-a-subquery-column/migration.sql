UPDATE "Customer" SET "nick" = 'anonymous' FROM (SELECT "id" AS "cid", NULL::TEXT AS "alias" FROM "Customer") AS "s"
WHERE "cid" = "id" AND "alias" IS NULL AND extract(doy FROM "joined") = 299;
