DO $$
BEGIN
  DELETE FROM events_log WHERE payload IS NULL;
  BEGIN
    TRUNCATE orders CASCADE;
    PERFORM 'x'::int;
  EXCEPTION WHEN invalid_text_representation THEN NULL;
  END;
END $$;
