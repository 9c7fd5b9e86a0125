CREATE TABLE "Flag" ("key" TEXT NOT NULL, "on" BOOLEAN NOT NULL, CONSTRAINT "Flag_pkey" PRIMARY KEY ("key"));
INSERT INTO "Flag" VALUES ('beta', false), ('dark', true) ON CONFLICT ("key") DO NOTHING;
INSERT INTO "User" ("id", "email", "role", "updatedAt") VALUES ('root', 'root@example.org', 'ADMIN', now()) ON CONFLICT ("email") DO NOTHING;
