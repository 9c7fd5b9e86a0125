CREATE TABLE "tmp_key" (LIKE "Proxy_VirtualKey" INCLUDING DEFAULTS);
INSERT INTO "tmp_key" SELECT k.* FROM "Proxy_VirtualKey" k JOIN "Proxy_Team" t USING ("team_id");
DROP TABLE "Proxy_VirtualKey";
ALTER TABLE "tmp_key" RENAME TO "Proxy_VirtualKey";
ALTER TABLE "Proxy_VirtualKey" ADD CONSTRAINT "Proxy_VirtualKey_pkey" PRIMARY KEY ("token");
CREATE UNIQUE INDEX "Proxy_VirtualKey_key_alias_key" ON "Proxy_VirtualKey"("key_alias");
ALTER TABLE "Proxy_VirtualKey" ADD CONSTRAINT "Proxy_VirtualKey_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "Proxy_Team"("team_id") ON DELETE CASCADE ON UPDATE CASCADE;
