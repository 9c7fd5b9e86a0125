DO $$
DECLARE t text;
BEGIN
  FOR t IN SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 'zz\_tmp\_%' LOOP
    EXECUTE 'DROP TABLE ' || t || ' CASCADE';
  END LOOP;
END $$;
CREATE TABLE zz_keep (id int);
