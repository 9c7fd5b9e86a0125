ALTER TABLE "User" ADD COLUMN "displayName" TEXT;
UPDATE "User" SET "displayName" = concat_ws(' ', "firstName", "lastName");
ALTER TABLE "User" DROP COLUMN "firstName", DROP COLUMN "lastName";
