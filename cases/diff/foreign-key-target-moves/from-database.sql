-- DropForeignKey
ALTER TABLE "auth"."Log" DROP CONSTRAINT "Log_tagId_fkey";

-- DropForeignKey
ALTER TABLE "auth"."_many" DROP CONSTRAINT "_many_B_fkey";

-- DropTable
DROP TABLE "base"."Tag";

-- CreateTable
CREATE TABLE "Tag" (
    "id" TEXT NOT NULL,

    CONSTRAINT "Tag_pkey" PRIMARY KEY ("id")
);

-- AddForeignKey
ALTER TABLE "auth"."Log" ADD CONSTRAINT "Log_tagId_fkey" FOREIGN KEY ("tagId") REFERENCES "Tag"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auth"."_many" ADD CONSTRAINT "_many_B_fkey" FOREIGN KEY ("B") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE;
