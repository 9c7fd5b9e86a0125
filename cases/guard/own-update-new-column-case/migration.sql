ALTER TABLE invoice ADD COLUMN paid_state text;
UPDATE invoice SET paid_state = CASE WHEN paid THEN 'yes' ELSE 'no' END;
ALTER TABLE invoice ALTER COLUMN paid_state SET NOT NULL;
