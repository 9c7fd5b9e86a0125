CREATE TABLE beat (host text, at timestamptz);
CREATE FUNCTION live_hosts() RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM public.beat WHERE at < now() - interval '1 hour';
  RETURN QUERY SELECT DISTINCT host FROM public.beat;
END $$;
CREATE MATERIALIZED VIEW hosts AS SELECT h FROM live_hosts() h WITH NO DATA;
