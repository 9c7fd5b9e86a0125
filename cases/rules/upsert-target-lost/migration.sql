DROP INDEX spend_key;
CREATE UNIQUE INDEX spend_key2 ON spend (team, day, model);
