ALTER TABLE "User" ADD COLUMN "displayName" TEXT;
UPDATE "User" SET "displayName" = COALESCE("name", trim(both ' ' from concat_ws(' ', "firstName", "lastName")), split_part("email", '@', 1));
ALTER TABLE "User" ALTER COLUMN "displayName" SET NOT NULL;
