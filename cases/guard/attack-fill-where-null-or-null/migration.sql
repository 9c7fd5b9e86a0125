UPDATE "Customer" AS c SET "nick" = 'anonymous' WHERE (c."nick" IS NULL) AND (extract(doy FROM "joined") = 299 OR c."plan" = 'pro');
