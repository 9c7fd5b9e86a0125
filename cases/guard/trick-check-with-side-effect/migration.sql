CREATE FUNCTION hall_ok(h int, n int) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM seat WHERE hall = h AND NOT taken;
  RETURN n > 0;
END $$;
ALTER TABLE hall ADD CONSTRAINT hall_ok CHECK (hall_ok(id, size));
