UPDATE "Customer" SET "nick" = 'anonymous' WHERE "nick" IS NULL = false AND extract(doy FROM "joined") = 299;
