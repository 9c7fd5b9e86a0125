UPDATE "Customer" SET "country" = COALESCE((SELECT "country" FROM "Customer" AS "other" WHERE "other"."id" = "Customer"."id" + 1), "country") WHERE extract(doy FROM "joined") = 299;
