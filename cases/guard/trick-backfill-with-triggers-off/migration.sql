ALTER TABLE page ADD COLUMN slug text;
ALTER TABLE page DISABLE TRIGGER touch;
UPDATE page SET slug = coalesce(lower(title), 'page-' || id);
ALTER TABLE page ENABLE TRIGGER touch, ALTER COLUMN slug SET NOT NULL;
CREATE UNIQUE INDEX page_slug_key ON page (slug);
