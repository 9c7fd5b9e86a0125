-- AlterTable
ALTER TABLE "Seat" RENAME CONSTRAINT "Seat_pkey" TO "seat_key";
