DO $$ BEGIN
  CREATE TYPE state AS ENUM ('draft', 'open', 'closed');
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;
