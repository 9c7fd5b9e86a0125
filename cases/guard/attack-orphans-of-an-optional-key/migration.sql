DELETE FROM "Folder" AS f WHERE NOT EXISTS (SELECT 1 FROM "Folder" AS p WHERE p."id" = f."parentId");
