CREATE TABLE person (id int PRIMARY KEY, name text, deleted_at timestamptz);
CREATE FUNCTION soft_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE person SET deleted_at = now() WHERE id = OLD.id AND deleted_at IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER soft_delete BEFORE DELETE ON person FOR EACH ROW EXECUTE FUNCTION soft_delete();
