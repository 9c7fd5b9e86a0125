DO $$
DECLARE o oid := lo_from_bytea(0, 'probe');
BEGIN
  IF lo_get(o) <> 'probe'::bytea THEN RAISE EXCEPTION 'large objects do not work here'; END IF;
  PERFORM lo_unlink(o);
END $$;
ALTER TABLE scan ADD COLUMN width int;
