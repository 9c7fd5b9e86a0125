-- AlterTable
UPDATE "Proxy_Team" SET "team_alias" = COALESCE("team_alias", "team_id"), "admins" = COALESCE("admins", ARRAY[]::TEXT[]);
UPDATE "Proxy_SpendLog" SET "metadata" = '{}' WHERE "metadata" IS NULL;
ALTER TABLE "Proxy_Team" ALTER COLUMN "team_alias" SET NOT NULL, ALTER COLUMN "admins" SET NOT NULL, ALTER COLUMN "admins" SET DEFAULT ARRAY[]::TEXT[];
ALTER TABLE "Proxy_SpendLog" ALTER COLUMN "metadata" SET NOT NULL;
