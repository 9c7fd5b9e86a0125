CREATE TABLE "Setting_new" (LIKE "Setting" INCLUDING ALL);
INSERT INTO "Setting_new" SELECT * FROM "Setting" ORDER BY "key";
DROP TABLE "Setting";
ALTER TABLE "Setting_new" RENAME TO "Setting";
ALTER INDEX "Setting_new_pkey" RENAME TO "Setting_pkey";
