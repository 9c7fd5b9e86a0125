ALTER TABLE "Document" DROP CONSTRAINT "Document_workspaceId_fkey";
ALTER TABLE "Document" ADD CONSTRAINT "Document_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;
