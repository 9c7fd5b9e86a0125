UPDATE "Proxy_VirtualKey" SET "models" = ARRAY['*'] WHERE "models" IS NULL OR "models" = '{}';
ALTER TABLE "Proxy_VirtualKey" ALTER COLUMN "models" SET NOT NULL;
