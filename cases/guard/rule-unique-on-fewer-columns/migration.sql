ALTER TABLE badge ADD CONSTRAINT badge_number_key UNIQUE (number);
ALTER TABLE badge DROP CONSTRAINT badge_site_number_key;
