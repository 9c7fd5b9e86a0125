DELETE FROM "Comment" c WHERE "threadId" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Thread" t WHERE t."id" = c."threadId");
-- AddForeignKey
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "Thread"("id") ON DELETE CASCADE ON UPDATE CASCADE;
