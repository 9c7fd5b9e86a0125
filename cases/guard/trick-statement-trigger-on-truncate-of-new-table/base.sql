CREATE TABLE token (id int PRIMARY KEY, value text);
CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM token WHERE value LIKE 'v1.%'; RETURN NULL; END $$;
