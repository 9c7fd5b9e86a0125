-- DropIndex
DROP INDEX "Member_workspaceId_email_key";

-- CreateIndex
CREATE INDEX "Member_workspaceId_email_idx" ON "Member"("workspaceId", "email");
