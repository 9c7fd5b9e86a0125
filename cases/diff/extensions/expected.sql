-- CreateExtension
CREATE EXTENSION IF NOT EXISTS "citext";

-- CreateExtension
CREATE EXTENSION IF NOT EXISTS "pgcrypto" WITH SCHEMA "public" VERSION "1.3";

-- CreateTable
CREATE TABLE "A" (
    "id" INTEGER NOT NULL,
    "a" CITEXT NOT NULL,

    CONSTRAINT "A_pkey" PRIMARY KEY ("id")
);
