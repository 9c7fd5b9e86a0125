ALTER TABLE scan_doc NO INHERIT base_doc;
ALTER TABLE scan_doc ADD COLUMN dpi int;
ALTER TABLE base_doc ADD COLUMN dpi int;
ALTER TABLE scan_doc INHERIT base_doc;
