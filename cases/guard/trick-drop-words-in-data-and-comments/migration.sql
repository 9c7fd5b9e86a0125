/* DROP TABLE "Member"; /* nested: TRUNCATE "Document"; */ DELETE FROM "Workspace"; */
-- ALTER TABLE "Document" DROP COLUMN "body";
CREATE TABLE "HelpText" ("id" INTEGER NOT NULL, "text" TEXT NOT NULL, CONSTRAINT "HelpText_pkey" PRIMARY KEY ("id"));
INSERT INTO "HelpText" VALUES
  (1, 'To remove a table write: DROP TABLE "Member"; -- careful'),
  (2, E'It\'s gone after \'; DELETE FROM "Workspace"; --'),
  (3, $txt$TRUNCATE "Document" CASCADE; /* ' */$txt$),
  (4, U&'\0044ROP SCHEMA public CASCADE');
COMMENT ON TABLE "Member" IS 'DROP TABLE "Member" is forbidden; see DELETE policy';
COMMENT ON COLUMN "Document"."body" IS 'ALTER TABLE ... DROP COLUMN body planned';
