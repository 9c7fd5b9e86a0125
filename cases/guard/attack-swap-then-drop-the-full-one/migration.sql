CREATE TABLE "Setting_new" (LIKE "Setting" INCLUDING ALL);
ALTER TABLE "Setting" RENAME TO "Setting_old";
ALTER TABLE "Setting_new" RENAME TO "Setting";
ALTER TABLE "Setting" RENAME TO "Setting_tmp";
ALTER TABLE "Setting_old" RENAME TO "Setting";
ALTER TABLE "Setting_tmp" RENAME TO "Setting_old";
DROP TABLE "Setting_old";
