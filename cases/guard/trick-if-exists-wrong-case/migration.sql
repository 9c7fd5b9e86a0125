DROP TABLE IF EXISTS Proxy_Team CASCADE;
DROP INDEX IF EXISTS Proxy_SpendLog_end_user_idx;
ALTER TABLE IF EXISTS Proxy_VirtualKey DROP COLUMN token;
ALTER TABLE "Proxy_VirtualKey" DROP COLUMN IF EXISTS "Metadata", DROP CONSTRAINT IF EXISTS proxy_virtualkey_pkey, ADD COLUMN "rotated_at" TIMESTAMP(3);
