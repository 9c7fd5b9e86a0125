ALTER TABLE audit_events RENAME TO events_v1;
CREATE TABLE audit_events (LIKE events_v1 INCLUDING DEFAULTS);
ALTER TABLE audit_events RENAME TO events_v2;
DROP TABLE events_v1 CASCADE;
ALTER TABLE events_v2 RENAME TO audit_events;
