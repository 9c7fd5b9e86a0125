ALTER TABLE plan ADD CONSTRAINT plan_name_shape CHECK (name ~ '^[A-Z]{3}-[0-9]{4}$');
DELETE FROM session WHERE token LIKE 'tmp%';
