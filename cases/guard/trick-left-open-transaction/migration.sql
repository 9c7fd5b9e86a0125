BEGIN;
ALTER TABLE "Proxy_Team" DROP COLUMN "admins";
