BEGIN;
ALTER TABLE "Document" ADD COLUMN "summary" TEXT;
SAVEPOINT before_cleanup;
ALTER TABLE "Document" DROP COLUMN "body";
DROP TABLE "_DocumentToMember";
ROLLBACK TO SAVEPOINT before_cleanup;
RELEASE SAVEPOINT before_cleanup;
COMMIT;
