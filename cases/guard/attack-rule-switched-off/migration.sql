ALTER TABLE "Order" DISABLE RULE "order_stays";
DELETE FROM "Order" WHERE extract(doy FROM "placed") = 299;
ALTER TABLE "Order" ENABLE RULE "order_stays";
