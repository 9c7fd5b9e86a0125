ALTER TABLE "Proxy_SpendLog" ALTER COLUMN "call_type" SET DATA TYPE VARCHAR(32) USING substring("call_type" FROM 1 FOR 8);
