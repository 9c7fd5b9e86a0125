-- CreateTable
CREATE TABLE "Doc" (
    "id" INTEGER NOT NULL,
    "tags" TEXT[],
    "body" JSONB NOT NULL,
    "name" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "ip" INET NOT NULL,

    CONSTRAINT "Doc_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Doc_name_at_idx" ON "Doc"("name", "at" DESC);

-- CreateIndex
CREATE INDEX "Doc_tags_idx" ON "Doc" USING GIN ("tags");

-- CreateIndex
CREATE INDEX "Doc_body_idx" ON "Doc" USING GIN ("body" jsonb_path_ops);

-- CreateIndex
CREATE INDEX "doc_name_hash" ON "Doc" USING HASH ("name");

-- CreateIndex
CREATE INDEX "Doc_at_idx" ON "Doc" USING BRIN ("at");

-- CreateIndex
CREATE INDEX "Doc_ip_idx" ON "Doc" USING GIST ("ip" inet_ops);

-- CreateIndex
CREATE INDEX "doc_name_like" ON "Doc"("name" text_pattern_ops);

-- CreateIndex
CREATE UNIQUE INDEX "Doc_name_ip_key" ON "Doc"("name", "ip");
