CREATE FUNCTION norm(t text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT lower(regexp_replace(t, '\s+', ' ', 'g')) $$;
CREATE TABLE place (
  id int PRIMARY KEY,
  name text NOT NULL,
  geokey text GENERATED ALWAYS AS (norm(name)) STORED,
  CONSTRAINT place_name_ok CHECK (norm(name) <> '')
);
CREATE INDEX place_norm_idx ON place (norm(name));
