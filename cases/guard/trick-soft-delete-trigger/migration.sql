DELETE FROM person WHERE name = 'a';
CREATE INDEX person_live_idx ON person (id) WHERE deleted_at IS NULL;
