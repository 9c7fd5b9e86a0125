-- CreateEnum
CREATE TYPE "Color" AS ENUM ('RED');

-- AlterTable
ALTER TABLE "Paint" DROP COLUMN "color",
ADD COLUMN     "color" "Color" NOT NULL;
