ALTER TABLE "AssetTag" DROP CONSTRAINT "AssetTag_assetId_fkey";
ALTER TABLE "Asset" DROP CONSTRAINT "Asset_id_check";
ALTER TABLE "Asset" ALTER COLUMN "id" TYPE UUID USING "id"::uuid;
ALTER TABLE "Asset" ADD CONSTRAINT "Asset_id_check" CHECK ("id"::text ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$');
ALTER TABLE "AssetTag" ALTER COLUMN "assetId" TYPE UUID USING "assetId"::uuid;
ALTER TABLE "AssetTag" ADD CONSTRAINT "AssetTag_assetId_fkey" FOREIGN KEY ("assetId") REFERENCES "Asset"("id") ON DELETE CASCADE;
