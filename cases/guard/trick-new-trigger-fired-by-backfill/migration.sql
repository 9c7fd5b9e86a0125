ALTER TABLE "Proxy_VirtualKey" ADD COLUMN "expired" BOOLEAN;
CREATE FUNCTION "evict"() RETURNS trigger LANGUAGE plpgsql AS $f$
BEGIN
  IF NEW."expired" THEN DELETE FROM "Proxy_VirtualKey" WHERE "token" = NEW."token"; END IF;
  RETURN NULL;
END $f$;
CREATE TRIGGER "evict" AFTER UPDATE OF "expired" ON "Proxy_VirtualKey" FOR EACH ROW EXECUTE FUNCTION "evict"();
UPDATE "Proxy_VirtualKey" SET "expired" = "expires" IS NOT NULL AND "expires" < CURRENT_TIMESTAMP;
