ALTER TABLE people ADD COLUMN phone_e164 text GENERATED ALWAYS AS (regexp_replace(phone, '[^0-9+]', '', 'g')) STORED;
CREATE INDEX people_phone_e164_idx ON people (phone_e164);
