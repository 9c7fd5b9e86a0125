ALTER TABLE tickets ADD COLUMN urgency text;
UPDATE tickets SET urgency = CASE priority WHEN 1 THEN 'low' WHEN 2 THEN 'low' WHEN 3 THEN 'normal' ELSE 'high' END;
ALTER TABLE tickets ALTER COLUMN urgency SET NOT NULL;
ALTER TABLE tickets ALTER COLUMN priority DROP NOT NULL;
