CREATE TABLE "ShareReset" ("documentId" TEXT NOT NULL);
CREATE RULE "reset" AS ON INSERT TO "ShareReset" DO ALSO DELETE FROM "_DocumentToMember" WHERE "A" = NEW."documentId";
INSERT INTO "ShareReset" SELECT "id" FROM "Document" WHERE "status" = 'PUBLISHED';
DROP RULE "reset" ON "ShareReset";
