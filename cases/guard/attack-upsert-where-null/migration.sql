INSERT INTO "Setting" AS s ("key", "value") VALUES ('motd', 'welcome') ON CONFLICT ("key") DO UPDATE SET "value" = EXCLUDED."value" WHERE s."value" IS NULL;
