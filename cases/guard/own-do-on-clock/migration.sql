DO $$ BEGIN
  IF now() > '2099-01-01' THEN
    DELETE FROM log;
  END IF;
END $$;
