ALTER TABLE "User" ADD COLUMN "theme" TEXT, ADD COLUMN "beta" BOOLEAN NOT NULL DEFAULT false;
UPDATE "User" SET "theme" = "settings"->>'theme', "beta" = COALESCE(("settings"->>'beta')::boolean, false) WHERE "settings" ?| array['theme', 'beta'];
