CREATE TABLE contact (id int PRIMARY KEY, mail text, active boolean NOT NULL DEFAULT true);
CREATE VIEW contact_list AS SELECT id, mail, active FROM contact;
CREATE FUNCTION contact_list_write() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT NEW.active THEN DELETE FROM contact WHERE id = OLD.id; RETURN NULL; END IF;
  UPDATE contact SET mail = NEW.mail WHERE id = OLD.id;
  RETURN NEW;
END $$;
CREATE TRIGGER contact_list_write INSTEAD OF UPDATE ON contact_list FOR EACH ROW EXECUTE FUNCTION contact_list_write();
