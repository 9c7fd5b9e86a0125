UPDATE audit_events SET actor = '' WHERE actor IS NULL;
ALTER TABLE audit_events ADD CONSTRAINT audit_events_actor_not_null NOT NULL actor NOT VALID;
ALTER TABLE audit_events VALIDATE CONSTRAINT audit_events_actor_not_null;
