CREATE UNIQUE INDEX "daily_pk" ON "Proxy_DailyUserSpend"("id");
ALTER TABLE "Proxy_DailyUserSpend" DROP CONSTRAINT "Proxy_DailyUserSpend_pkey", ADD CONSTRAINT "Proxy_DailyUserSpend_pkey" PRIMARY KEY USING INDEX "daily_pk";
ALTER TABLE "Proxy_VirtualKey" ADD CONSTRAINT "alias_unique" UNIQUE USING INDEX "Proxy_VirtualKey_key_alias_key";
