SET LOCAL search_path = vault, public;
DROP TABLE IF EXISTS entry;
ALTER TABLE entry ADD COLUMN subtitle text;
