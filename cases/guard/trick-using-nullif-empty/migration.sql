ALTER TABLE customers ALTER COLUMN notes TYPE text USING nullif(btrim(notes), '');
