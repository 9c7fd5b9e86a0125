DO $$
DECLARE
  c CURSOR FOR SELECT * FROM "Proxy_SpendLog" WHERE "total_tokens" < 100 FOR UPDATE;
  r record;
BEGIN
  OPEN c;
  LOOP
    FETCH c INTO r;
    EXIT WHEN NOT FOUND;
    DELETE FROM "Proxy_SpendLog" WHERE CURRENT OF c;
  END LOOP;
  CLOSE c;
END $$;
