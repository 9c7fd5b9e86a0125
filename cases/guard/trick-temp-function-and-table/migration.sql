CREATE TEMP TABLE seen AS SELECT "token" FROM "Proxy_VirtualKey";
CREATE FUNCTION pg_temp.forget(t text) RETURNS void LANGUAGE sql AS $$ DELETE FROM pg_temp.seen WHERE "token" = t $$;
SELECT pg_temp.forget("token") FROM "Proxy_VirtualKey";
TRUNCATE pg_temp.seen;
ALTER TABLE "Proxy_VirtualKey" ADD COLUMN "last_seen" TIMESTAMP(3);
DROP TABLE seen CASCADE;
