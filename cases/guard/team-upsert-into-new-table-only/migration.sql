CREATE TABLE "Credit" ("userId" TEXT NOT NULL, "total" INTEGER NOT NULL, CONSTRAINT "Credit_pkey" PRIMARY KEY ("userId"));
INSERT INTO "Credit" SELECT "id", "credits" FROM "User"
ON CONFLICT ("userId") DO UPDATE SET "total" = EXCLUDED."total";
