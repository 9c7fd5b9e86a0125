CREATE UNIQUE INDEX badge_number_always_key ON badge (number);
DROP INDEX badge_number_key;
