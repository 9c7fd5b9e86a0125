CREATE PROCEDURE "purge_failed"() LANGUAGE plpgsql AS $$
DECLARE n int;
BEGIN
  LOOP
    DELETE FROM "Proxy_SpendLog" WHERE "request_id" IN (SELECT "request_id" FROM "Proxy_SpendLog" WHERE "metadata" @> '{"status": "failure"}' LIMIT 500);
    GET DIAGNOSTICS n = ROW_COUNT;
    COMMIT;
    EXIT WHEN n = 0;
  END LOOP;
END $$;
CALL "purge_failed"();
DROP PROCEDURE "purge_failed"();
