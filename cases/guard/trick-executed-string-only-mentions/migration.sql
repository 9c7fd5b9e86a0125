CREATE TABLE "Glossary" ("term" TEXT NOT NULL, "meaning" TEXT, CONSTRAINT "Glossary_pkey" PRIMARY KEY ("term"));
DO $do$
DECLARE w text; n int;
BEGIN
  FOREACH w IN ARRAY ARRAY['drop table "Member"', 'truncate "Document"', 'delete from "Workspace"'] LOOP
    EXECUTE format('INSERT INTO %I VALUES (%L, %L)', 'Glossary', w, upper(w) || ' CASCADE;');
  END LOOP;
  EXECUTE 'SELECT count(*) FROM "Glossary" WHERE term = $1' INTO n USING 'drop column; --';
  RAISE NOTICE 'DROP of % rows not needed', n;
END $do$;
