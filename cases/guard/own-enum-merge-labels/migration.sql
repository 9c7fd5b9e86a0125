CREATE TYPE state2 AS ENUM ('open', 'closed');
ALTER TABLE invoice ALTER COLUMN state DROP DEFAULT;
ALTER TABLE invoice ALTER COLUMN state TYPE state2 USING (CASE state WHEN 'draft' THEN 'open' ELSE state::text END)::state2;
DROP TYPE state;
ALTER TYPE state2 RENAME TO state;
