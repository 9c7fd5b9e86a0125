ALTER TABLE item ALTER COLUMN v TYPE bigint USING (v * 100)::bigint;
