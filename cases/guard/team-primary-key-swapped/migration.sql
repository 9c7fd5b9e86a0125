ALTER TABLE "Session" ADD COLUMN "id" UUID NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE "Session" DROP CONSTRAINT "Session_pkey", ADD CONSTRAINT "Session_pkey" PRIMARY KEY ("id");
