CREATE TYPE "Plan" AS ENUM ('free', 'pro', 'team');
ALTER TABLE "Customer" ALTER COLUMN "plan" DROP DEFAULT;
ALTER TABLE "Customer" ALTER COLUMN "plan" TYPE "Plan" USING "plan"::"Plan";
ALTER TABLE "Customer" ALTER COLUMN "plan" SET DEFAULT 'free';
