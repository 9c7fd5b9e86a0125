-- AlterEnum
ALTER TYPE "Role" ADD VALUE 'guest';
