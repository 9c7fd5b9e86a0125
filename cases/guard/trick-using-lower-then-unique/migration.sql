ALTER TABLE "Workspace" ALTER COLUMN "slug" TYPE VARCHAR(64) USING lower("slug");
CREATE INDEX "Workspace_createdAt_idx" ON "Workspace"("createdAt");
