-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Slot" (
    "place" TEXT NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "Slot_place_key" ON "Slot"("place") WHERE (place <> '');
