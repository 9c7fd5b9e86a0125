WITH RECURSIVE "walk" AS (
  SELECT "id" FROM "Folder" WHERE "title" = 'a'
  UNION SELECT f."id" FROM "Folder" AS f JOIN "walk" AS w ON f."parentId" = w."id")
DELETE FROM "Folder" WHERE "id" IN (SELECT "id" FROM "walk");
