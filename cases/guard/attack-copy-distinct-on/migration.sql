CREATE TABLE "Setting_new" AS SELECT DISTINCT ON (lower("key")) * FROM "Setting" ORDER BY lower("key"), "key";
DROP TABLE "Setting";
ALTER TABLE "Setting_new" RENAME TO "Setting";
ALTER TABLE "Setting" ADD CONSTRAINT "Setting_pkey" PRIMARY KEY ("key");
