-- CreateEnum
CREATE TYPE "Level" AS ENUM ('LOW', 'high up');

-- CreateTable
CREATE TABLE "Defaults" (
    "id" INTEGER NOT NULL,
    "text" TEXT NOT NULL DEFAULT 'a ''quoted'' text',
    "number" DOUBLE PRECISION NOT NULL DEFAULT 1.50,
    "money" DECIMAL(10,2) NOT NULL DEFAULT 0.10,
    "big" BIGINT NOT NULL DEFAULT 9007199254740993,
    "flag" BOOLEAN NOT NULL DEFAULT true,
    "now" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "then" TIMESTAMP(3) NOT NULL DEFAULT '2024-02-29 12:30:00.250 +00:00',
    "json" JSONB NOT NULL DEFAULT '{"a": [1, 2]}',
    "bytes" BYTEA NOT NULL DEFAULT '\xdeadbeef',
    "level" "Level" NOT NULL DEFAULT 'high up',
    "levels" "Level"[] DEFAULT ARRAY['LOW', 'high up']::"Level"[],
    "texts" TEXT[] DEFAULT ARRAY['a', 'it''s']::TEXT[],
    "numbers" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "computed" TEXT NOT NULL DEFAULT lower('ABC'),
    "known" TEXT NOT NULL,
    "client" TEXT NOT NULL,

    CONSTRAINT "Defaults_pkey" PRIMARY KEY ("id")
);
