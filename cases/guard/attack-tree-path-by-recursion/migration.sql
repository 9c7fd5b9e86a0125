ALTER TABLE "Folder" ADD COLUMN "path" TEXT;
WITH RECURSIVE "walk" AS (
  SELECT "id", "title" AS "path" FROM "Folder" WHERE "parentId" IS NULL
  UNION ALL
  SELECT f."id", w."path" || '/' || f."title" FROM "Folder" AS f JOIN "walk" AS w ON f."parentId" = w."id")
UPDATE "Folder" SET "path" = "walk"."path" FROM "walk" WHERE "walk"."id" = "Folder"."id";
