DELETE FROM "Document" WHERE "id" IN (
  SELECT "id" FROM (SELECT "id", row_number() OVER (PARTITION BY "workspaceId" ORDER BY "updatedAt" DESC) AS n FROM "Document") ranked WHERE n > 1
);
