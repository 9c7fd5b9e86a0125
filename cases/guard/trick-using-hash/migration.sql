ALTER TABLE "Proxy_SpendLog" ALTER COLUMN "api_key" DROP DEFAULT;
ALTER TABLE "Proxy_SpendLog" ALTER COLUMN "api_key" TYPE CHAR(32) USING md5("api_key");
