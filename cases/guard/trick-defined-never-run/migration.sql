CREATE OR REPLACE FUNCTION "prune_logs"(days int) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE n bigint;
BEGIN
  DELETE FROM "Proxy_SpendLog" WHERE "startTime" < now() - make_interval(days => days);
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;
CREATE OR REPLACE PROCEDURE "reset_everything"() LANGUAGE plpgsql AS $$
BEGIN
  TRUNCATE "Proxy_DailyUserSpend"; COMMIT;
  DROP TABLE IF EXISTS "Proxy_SpendLog" CASCADE;
END $$;
CREATE FUNCTION "drop_children"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM "Proxy_VirtualKey" WHERE "team_id" = OLD."team_id"; RETURN OLD; END $$;
CREATE TRIGGER "team_gone" BEFORE DELETE ON "Proxy_Team" FOR EACH ROW EXECUTE FUNCTION "drop_children"();
REVOKE ALL ON PROCEDURE "reset_everything"() FROM PUBLIC;
