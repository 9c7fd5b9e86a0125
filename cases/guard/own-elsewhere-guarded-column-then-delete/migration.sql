DO $$ BEGIN
  IF EXISTS (SELECT FROM plan) THEN RAISE EXCEPTION 'plan is not empty'; END IF;
END $$;
ALTER TABLE plan ADD COLUMN price int NOT NULL;
DELETE FROM session WHERE token LIKE 'tmp%';
