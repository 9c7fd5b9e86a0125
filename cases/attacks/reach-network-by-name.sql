CREATE EXTENSION postgres_fdw;
CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'localhost', port '{port}', connect_timeout '2');
CREATE USER MAPPING FOR CURRENT_USER SERVER s OPTIONS (user 'x', password 'x');
IMPORT FOREIGN SCHEMA public FROM SERVER s INTO public;
