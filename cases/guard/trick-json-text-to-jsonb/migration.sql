ALTER TABLE hook ALTER COLUMN raw TYPE jsonb USING raw::jsonb;
CREATE INDEX hook_raw_idx ON hook USING gin (raw);
