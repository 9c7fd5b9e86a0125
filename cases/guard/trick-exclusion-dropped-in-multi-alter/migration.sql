ALTER TABLE booking ADD guest text, ALTER room SET DEFAULT 1, DROP CONSTRAINT no_overlap, ADD CHECK (NOT isempty(during)), SET (fillfactor = 90);
