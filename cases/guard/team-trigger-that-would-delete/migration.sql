CREATE FUNCTION sweep_people() RETURNS trigger LANGUAGE plpgsql AS $f$
BEGIN
  DELETE FROM people WHERE account_id = OLD.id;
  RETURN OLD;
END $f$;
CREATE TRIGGER accounts_sweep BEFORE DELETE ON accounts FOR EACH ROW EXECUTE FUNCTION sweep_people();
