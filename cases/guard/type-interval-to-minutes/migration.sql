ALTER TABLE item ALTER COLUMN v TYPE int USING extract(epoch FROM v)::int / 60;
