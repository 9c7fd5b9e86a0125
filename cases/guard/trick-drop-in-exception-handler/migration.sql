DO $$
BEGIN
  PERFORM 1 / (SELECT count(*) FROM pg_class WHERE relname = 'no_such_relation');
EXCEPTION WHEN division_by_zero THEN
  ALTER TABLE customers DROP COLUMN phone;
END $$;
