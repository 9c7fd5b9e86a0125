CREATE TABLE hits_2025 PARTITION OF hits FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
DO $$
DECLARE p record;
BEGIN
  FOR p IN SELECT c.oid::regclass AS t FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
           WHERE i.inhparent = 'hits'::regclass AND right(c.relname, 4)::int < 2024 LOOP
    EXECUTE format('ALTER TABLE hits DETACH PARTITION %s', p.t);
    EXECUTE format('DROP TABLE %s', p.t);
  END LOOP;
END $$;
