ALTER TABLE item ALTER COLUMN v TYPE double precision USING v[0];
