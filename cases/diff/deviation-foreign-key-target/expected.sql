-- AlterTable
ALTER TABLE "T" DROP CONSTRAINT "T_pkey",
ADD COLUMN     "code" INTEGER NOT NULL,
ADD CONSTRAINT "T_pkey" PRIMARY KEY ("code");

-- CreateIndex
CREATE UNIQUE INDEX "T_id_key" ON "T"("id");
