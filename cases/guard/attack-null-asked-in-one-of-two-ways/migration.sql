UPDATE "Customer" SET "nick" = 'anonymous' WHERE "nick" IS NULL OR "country" = 'AQ' AND extract(doy FROM "joined") = 299;
