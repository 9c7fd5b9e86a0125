CREATE TABLE note (id int PRIMARY KEY, body text);
CREATE FUNCTION trim_notes(int, int) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN DELETE FROM note WHERE id BETWEEN $1 AND $2; RETURN FOUND; END $$;
CREATE OPERATOR <~> (LEFTARG = int, RIGHTARG = int, FUNCTION = trim_notes);
