-- AlterTable
ALTER TABLE "Seat" DROP CONSTRAINT "Seat_pkey";
