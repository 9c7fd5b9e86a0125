-- AlterTable
ALTER TABLE "Seat" ADD CONSTRAINT "Seat_pkey" PRIMARY KEY ("row", "seat");

-- DropIndex
DROP INDEX "Seat_row_seat_key";
