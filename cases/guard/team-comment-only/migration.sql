-- DROP TABLE accounts;
/* DELETE FROM people; TRUNCATE tickets; */
COMMENT ON TABLE accounts IS 'DROP TABLE accounts; is what we did not do';
COMMENT ON COLUMN people.phone IS 'to be removed: ALTER TABLE people DROP COLUMN phone';
