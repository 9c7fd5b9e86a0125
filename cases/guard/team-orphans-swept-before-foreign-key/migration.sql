ALTER TABLE "Session" ADD COLUMN "deviceId" TEXT;
CREATE TABLE "Device" ("id" TEXT NOT NULL, CONSTRAINT "Device_pkey" PRIMARY KEY ("id"));
DELETE FROM "Session" s WHERE NOT EXISTS (SELECT 1 FROM "Device" d WHERE d."id" = s."deviceId");
ALTER TABLE "Session" ADD CONSTRAINT "Session_deviceId_fkey" FOREIGN KEY ("deviceId") REFERENCES "Device"("id");
