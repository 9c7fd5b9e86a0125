CREATE TABLE page (id int PRIMARY KEY, title text, updated_at timestamptz NOT NULL);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.updated_at := now(); RETURN NEW; END $$;
CREATE TRIGGER touch BEFORE UPDATE ON page FOR EACH ROW EXECUTE FUNCTION touch();
