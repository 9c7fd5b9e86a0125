DO $$ BEGIN
  IF EXISTS (SELECT FROM plan) THEN RAISE EXCEPTION 'plan is not empty'; END IF;
  DELETE FROM session WHERE token LIKE 'tmp%';
END $$;
