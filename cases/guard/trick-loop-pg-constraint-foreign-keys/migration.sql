DO $$
DECLARE k record;
BEGIN
  FOR k IN SELECT conrelid::regclass AS t, conname FROM pg_constraint WHERE contype = 'f' AND confrelid = '"Workspace"'::regclass LOOP
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', k.t, k.conname);
  END LOOP;
END $$;
CREATE INDEX "Member_workspaceId_idx" ON "Member"("workspaceId");
