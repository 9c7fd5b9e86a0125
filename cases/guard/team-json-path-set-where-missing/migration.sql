ALTER TABLE tickets ADD COLUMN source text;
UPDATE tickets SET source = coalesce(meta->>'source', 'unknown') WHERE source IS NULL AND status <> 'closed';
