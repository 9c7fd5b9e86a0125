DO $$
DECLARE newest timestamp := (SELECT max("updatedAt") FROM "Document");
BEGIN
  CASE
    WHEN newest IS NULL THEN RAISE NOTICE 'empty';
    WHEN newest >= '2024-04-01' AND newest < '2024-05-01' THEN DELETE FROM "_DocumentToMember" WHERE "B" = 'm2';
    ELSE ALTER TABLE "Document" ADD COLUMN "checked" BOOLEAN;
  END CASE;
END $$;
