-- AlterTable
ALTER TABLE "T" DROP CONSTRAINT "T_pkey",
ADD CONSTRAINT "t_key" PRIMARY KEY ("a", "b");
