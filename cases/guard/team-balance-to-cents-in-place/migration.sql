ALTER TABLE accounts ALTER COLUMN balance DROP DEFAULT, ALTER COLUMN balance TYPE bigint USING (balance * 100)::bigint, ALTER COLUMN balance SET DEFAULT 0;
