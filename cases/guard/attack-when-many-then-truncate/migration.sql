DO $$
BEGIN
  IF (SELECT count(*) FROM "Setting") > 60 THEN
    TRUNCATE "Setting";
  END IF;
END $$;
