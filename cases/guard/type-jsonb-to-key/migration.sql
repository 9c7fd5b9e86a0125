ALTER TABLE item ALTER COLUMN v TYPE text USING v ->> 'tier';
