DELETE FROM "Order" WHERE extract(doy FROM "placed") = 299;
