ALTER TABLE item ALTER COLUMN v TYPE bit varying(4) USING v::bit varying(4);
