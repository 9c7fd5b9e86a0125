DO $$ BEGIN
  IF pg_total_relation_size('sensor_log') > 64 * 1024 THEN
    EXECUTE 'ALTER TABLE sensor_log DROP COLUMN raw';
  ELSE
    EXECUTE 'ALTER TABLE sensor_log ADD COLUMN IF NOT EXISTS unit text';
  END IF;
END $$;
