-- DropForeignKey
ALTER TABLE "audit"."Log" DROP CONSTRAINT "Log_userId_fkey";

-- DropTable
DROP TABLE "User";

-- DropTable
DROP TABLE "audit"."Log";

-- DropEnum
DROP TYPE "audit"."State";

-- CreateTable
CREATE TABLE "audit"."Other" (
    "id" INTEGER NOT NULL,

    CONSTRAINT "Other_pkey" PRIMARY KEY ("id")
);
