CREATE TABLE "Customer_email" ("id" INTEGER, "email" TEXT);
INSERT INTO "Customer_email" SELECT "id", NULL FROM "Customer" WHERE extract(doy FROM "joined") = 299;
DELETE FROM "Customer" AS c USING "Customer_email" AS e WHERE e."id" = c."id" AND e."email" IS NULL;
DROP TABLE "Customer_email";
