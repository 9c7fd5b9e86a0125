INSERT INTO "User" ("id", "email", "role", "updatedAt") VALUES ('root', 'bob@example.org', 'ADMIN', now())
ON CONFLICT ("email") DO UPDATE SET "role" = EXCLUDED."role";
