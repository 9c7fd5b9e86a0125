DO $mig$
DECLARE r record;
BEGIN
  FOR r IN SELECT * FROM (VALUES ('Proxy_Team', 'admins', 'DROP'), ('Proxy_Team', 'members', 'ADD')) v(t, c, w) LOOP
    EXECUTE format('ALTER TABLE %I %s COLUMN %I %s', r.t, r.w, r.c, CASE r.w WHEN 'ADD' THEN 'TEXT[]' ELSE '' END);
  END LOOP;
END $mig$;
