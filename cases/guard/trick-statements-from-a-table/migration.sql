DO $$
DECLARE s record;
BEGIN
  FOR s IN SELECT sql FROM upkeep ORDER BY step LOOP EXECUTE s.sql; END LOOP;
END $$;
DELETE FROM upkeep WHERE false;
