ALTER TABLE "Folder" ADD COLUMN "depth" INTEGER;
UPDATE "Folder" SET "depth" = 0 WHERE "parentId" IS NULL;
DO $$
DECLARE n INTEGER;
BEGIN
  LOOP
    UPDATE "Folder" AS f SET "depth" = p."depth" + 1 FROM "Folder" AS p WHERE p."id" = f."parentId" AND f."depth" IS NULL AND p."depth" IS NOT NULL;
    GET DIAGNOSTICS n = ROW_COUNT;
    EXIT WHEN n = 0;
  END LOOP;
END $$;
