ALTER TABLE "Member" ADD COLUMN "displayName" VARCHAR(40);
UPDATE "Member" SET "displayName" = "nickname";
ALTER TABLE "Member" DROP COLUMN "nickname";
