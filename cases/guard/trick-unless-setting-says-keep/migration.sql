DO $$ BEGIN
  IF coalesce(nullif(current_setting('shop.keep_history', true), ''), 'off') <> 'on' THEN
    DELETE FROM events_log WHERE kind IN ('login', 'logout');
  END IF;
END $$;
