ALTER TABLE "Document" RENAME TO "DocumentData";
CREATE VIEW "Document" AS SELECT * FROM "DocumentData" WHERE "status" <> 'ARCHIVED';
GRANT SELECT ON "Document" TO PUBLIC;
