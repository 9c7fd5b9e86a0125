DO $$ DECLARE n bigint; BEGIN
  SELECT count(*) INTO n FROM log;
  IF n > 100000 THEN
    TRUNCATE log;
  END IF;
END $$;
