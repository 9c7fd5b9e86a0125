ALTER TABLE doc ALTER COLUMN title TYPE jsonb USING to_jsonb(title);
ALTER TABLE doc ALTER COLUMN tag TYPE text[] USING CASE WHEN tag IS NULL THEN NULL ELSE ARRAY[tag] END;
ALTER TABLE doc ALTER COLUMN score TYPE numeric(12,2) USING score::numeric;
ALTER TABLE doc ALTER COLUMN hidden TYPE smallint USING hidden::int;
