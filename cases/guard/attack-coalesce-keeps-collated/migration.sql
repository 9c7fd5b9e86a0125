UPDATE "Customer" SET "nick" = COALESCE("nick", lower(split_part("email", '@', 1))), "country" = COALESCE("country", 'DE') WHERE extract(doy FROM "joined") = 299;
