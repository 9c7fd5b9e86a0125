DO $$
DECLARE n bigint;
BEGIN
  SELECT count(*) INTO n FROM metric;
  IF n > 1000 THEN
    DELETE FROM metric WHERE id <= (SELECT max(id) - 1000 FROM metric);
  END IF;
END $$;
