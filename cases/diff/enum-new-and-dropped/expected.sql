-- CreateEnum
CREATE TYPE "Shade" AS ENUM ('DARK');

-- AlterTable
ALTER TABLE "Paint" DROP COLUMN "color",
DROP COLUMN "mix",
ADD COLUMN     "shade" "Shade" NOT NULL;

-- DropEnum
DROP TYPE "Color";
