ALTER TABLE item ALTER COLUMN v TYPE text USING encode(v, 'hex');
