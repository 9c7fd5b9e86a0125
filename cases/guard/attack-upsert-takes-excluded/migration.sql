INSERT INTO "Setting" ("key", "value") VALUES ('theme', 'light'), ('lang', 'en') ON CONFLICT ("key") DO UPDATE SET "value" = EXCLUDED."value";
