ALTER TABLE n ADD depth int;
DO $$
DECLARE r record; up int; d int;
BEGIN
  FOR r IN SELECT id, parent_id FROM n LOOP
    d := 0;
    up := r.parent_id;
    WHILE up IS NOT NULL LOOP
      d := d + 1;
      SELECT parent_id INTO up FROM n WHERE id = up;
    END LOOP;
    UPDATE n SET depth = d WHERE id = r.id;
  END LOOP;
END $$;
