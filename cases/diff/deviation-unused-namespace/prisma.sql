-- CreateTable
CREATE TABLE "extra"."Third" (
    "id" INTEGER NOT NULL,

    CONSTRAINT "Third_pkey" PRIMARY KEY ("id")
);
