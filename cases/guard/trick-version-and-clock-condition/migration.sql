DO $$ BEGIN
  IF current_setting('server_version_num')::int >= 90600 AND now() > timestamptz '2021-06-01' THEN
    EXECUTE $q$ALTER TABLE "Member" DROP COLUMN "nickname"$q$;
  ELSE
    RAISE NOTICE 'kept';
  END IF;
END $$;
