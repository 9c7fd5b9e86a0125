ALTER TABLE "Proxy_VirtualKey" ADD COLUMN "env" TEXT;
UPDATE "Proxy_VirtualKey" SET "env" = "metadata" ->> 'env', "metadata" = "metadata" - 'legacy_id' WHERE "metadata" ? 'env';
