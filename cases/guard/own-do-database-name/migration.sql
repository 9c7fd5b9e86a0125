DO $$ BEGIN
  IF current_database() = 'shop_production' THEN
    DROP TABLE log;
  END IF;
END $$;
