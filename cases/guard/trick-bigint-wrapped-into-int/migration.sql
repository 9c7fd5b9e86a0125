ALTER TABLE counter ALTER COLUMN hits TYPE integer USING (hits % 2147483647)::integer;
