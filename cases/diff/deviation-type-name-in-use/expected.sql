-- CreateEnum
CREATE TYPE "Role" AS ENUM ('ADMIN');

-- DropForeignKey
ALTER TABLE "User" DROP CONSTRAINT "User_roleId_fkey";

-- AlterTable
ALTER TABLE "User" DROP COLUMN "roleId",
ADD COLUMN     "role" "Role" NOT NULL;

-- DropTable
DROP TABLE "Role";
