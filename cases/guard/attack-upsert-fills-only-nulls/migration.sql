INSERT INTO "Setting" ("key", "value") VALUES ('motd', 'welcome'), ('lang', 'en') ON CONFLICT ("key") DO UPDATE SET "value" = COALESCE("Setting"."value", EXCLUDED."value");
