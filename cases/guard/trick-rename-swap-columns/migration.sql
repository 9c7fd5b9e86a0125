ALTER TABLE "Document" RENAME COLUMN "title" TO "_t";
ALTER TABLE "Document" RENAME COLUMN "body" TO "title";
ALTER TABLE "Document" RENAME COLUMN "_t" TO "body";
ALTER TABLE "Member" RENAME TO "m1";
ALTER TABLE "m1" RENAME TO "m2";
ALTER TABLE "m2" RENAME TO "WorkspaceMember";
ALTER TABLE "WorkspaceMember" RENAME CONSTRAINT "Member_pkey" TO "WorkspaceMember_pkey";
