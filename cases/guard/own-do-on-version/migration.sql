DO $$ BEGIN
  IF current_setting('server_version_num')::int < 130000 THEN
    TRUNCATE log;
  END IF;
END $$;
