CREATE TYPE "MemberRole" AS ENUM ('owner', 'editor', 'viewer');
ALTER TABLE "Member" ALTER COLUMN "role" DROP DEFAULT;
ALTER TABLE "Member" ALTER COLUMN "role" TYPE "MemberRole" USING (CASE WHEN "role" IN ('owner', 'editor', 'viewer') THEN "role" ELSE 'viewer' END)::"MemberRole";
ALTER TABLE "Member" ALTER COLUMN "role" SET DEFAULT 'viewer';
