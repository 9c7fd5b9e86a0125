CREATE FUNCTION f() RETURNS int AS '{library}', 'Pg_magic_func' LANGUAGE c;
