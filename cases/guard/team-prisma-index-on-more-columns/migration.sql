-- DropIndex
DROP INDEX "Post_authorId_published_idx";

-- CreateIndex
CREATE INDEX "Post_authorId_published_id_idx" ON "Post"("authorId", "published", "id" DESC);
