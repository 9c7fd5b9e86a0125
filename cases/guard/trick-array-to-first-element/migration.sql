ALTER TABLE "Proxy_VirtualKey" ALTER COLUMN "models" TYPE TEXT USING "models"[1];
ALTER TABLE "Proxy_VirtualKey" RENAME COLUMN "models" TO "model";
