CREATE TABLE plan (code text PRIMARY KEY, title text);
CREATE TABLE plan_log (id serial PRIMARY KEY, code text);
CREATE FUNCTION log_plan() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO plan_log (code) VALUES (NEW.code); RETURN NEW; END $$;
CREATE TRIGGER log_plan AFTER INSERT ON plan FOR EACH ROW EXECUTE FUNCTION log_plan();
