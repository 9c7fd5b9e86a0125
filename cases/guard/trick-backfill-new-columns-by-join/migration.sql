-- AlterTable
ALTER TABLE "Document" ADD COLUMN "ownerId" TEXT, ADD COLUMN "bodyHash" TEXT, ADD COLUMN "publishedOn" DATE;
UPDATE "Document" d SET "ownerId" = m."id" FROM "Member" m WHERE m."workspaceId" = d."workspaceId" AND m."role" = 'owner';
UPDATE "Document" SET "bodyHash" = md5(lower(left("body", 100))), "publishedOn" = "publishedAt"::date;
-- AddForeignKey
ALTER TABLE "Document" ADD CONSTRAINT "Document_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Member"("id") ON DELETE SET NULL ON UPDATE CASCADE;
