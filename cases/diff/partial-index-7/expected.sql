-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Job" (
    "id" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "done" BOOLEAN NOT NULL,

    CONSTRAINT "Job_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Job_state_idx" ON "Job"("state") WHERE (done = false);

-- CreateIndex
CREATE UNIQUE INDEX "Job_state_key" ON "Job"("state") WHERE ("done" = true);
