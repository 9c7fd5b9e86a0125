-- AlterTable
ALTER TABLE "T" DROP CONSTRAINT "T_pkey",
RENAME CONSTRAINT "T_pkey" TO "t_key",
ADD CONSTRAINT "t_key" PRIMARY KEY ("a", "b");
