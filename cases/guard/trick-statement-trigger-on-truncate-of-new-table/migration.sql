CREATE TABLE token_staging (id int PRIMARY KEY);
CREATE TRIGGER forget AFTER TRUNCATE ON token_staging FOR EACH STATEMENT EXECUTE FUNCTION forget();
TRUNCATE token_staging;
DROP TABLE token_staging;
