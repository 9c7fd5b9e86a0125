ALTER TABLE item ALTER COLUMN v TYPE macaddr USING trunc(v);
