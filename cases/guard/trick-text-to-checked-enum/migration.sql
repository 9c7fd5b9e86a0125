CREATE TYPE severity AS ENUM ('high', 'mid', 'low', 'none');
ALTER TABLE ticket ADD COLUMN severity_new severity;
UPDATE ticket SET severity_new = severity::severity;
ALTER TABLE ticket RENAME COLUMN severity TO severity_text;
ALTER TABLE ticket RENAME COLUMN severity_new TO severity;
ALTER TABLE ticket ALTER COLUMN severity SET NOT NULL, ALTER COLUMN severity SET DEFAULT 'low';
