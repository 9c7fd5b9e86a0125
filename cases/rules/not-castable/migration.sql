ALTER TABLE audit ALTER COLUMN what TYPE int USING what::int;
