UPDATE "Customer" SET ("nick", "country") = ("nick", 'XX') WHERE extract(doy FROM "joined") = 299;
