CREATE TABLE "Asset" ("id" TEXT NOT NULL, "kind" TEXT, CONSTRAINT "Asset_pkey" PRIMARY KEY ("id"), CONSTRAINT "Asset_id_check" CHECK ("id" ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'));
CREATE TABLE "AssetTag" ("assetId" TEXT NOT NULL, "tag" TEXT NOT NULL, CONSTRAINT "AssetTag_pkey" PRIMARY KEY ("assetId", "tag"));
ALTER TABLE "AssetTag" ADD CONSTRAINT "AssetTag_assetId_fkey" FOREIGN KEY ("assetId") REFERENCES "Asset"("id") ON DELETE CASCADE;
