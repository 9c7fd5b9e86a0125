CREATE TABLE table_size (name text PRIMARY KEY, n bigint NOT NULL);
DO $$
DECLARE
  c refcursor;
  t record;
  n bigint;
BEGIN
  OPEN c FOR EXECUTE 'SELECT relname FROM pg_class WHERE relkind = ''r'' AND relnamespace = ''public''::regnamespace';
  LOOP
    FETCH c INTO t;
    EXIT WHEN NOT FOUND;
    EXECUTE format('SELECT count(*) FROM %I', t.relname) INTO n;
    INSERT INTO table_size VALUES (t.relname, n);
  END LOOP;
  CLOSE c;
  DELETE FROM table_size WHERE table_size.n = 0;
END $$;
