-- AlterTable
ALTER TABLE "Seat" DROP CONSTRAINT "Seat_pkey",
ADD CONSTRAINT "Seat_pkey" PRIMARY KEY ("row", "seat");
