-- CreateEnum
CREATE TYPE "Colour" AS ENUM ('RED');

-- AlterTable
ALTER TABLE "Paint" DROP COLUMN "color",
ADD COLUMN     "color" "Colour" NOT NULL DEFAULT 'RED',
DROP COLUMN "mix",
ADD COLUMN     "mix" "Colour"[];

-- DropEnum
DROP TYPE "Color";
