ALTER TABLE item ALTER COLUMN v TYPE text USING left(encode(v, 'hex'), 16);
