DO $$ BEGIN
  IF (SELECT count(*) FROM log) > 0 THEN RAISE EXCEPTION 'log is in use'; END IF;
END $$;
DROP TABLE log;
