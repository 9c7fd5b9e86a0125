ALTER TABLE "Member" DROP CONSTRAINT "Member_pkey" CASCADE;
ALTER TABLE "Member" ADD CONSTRAINT "Member_pkey" PRIMARY KEY ("workspaceId", "email");
