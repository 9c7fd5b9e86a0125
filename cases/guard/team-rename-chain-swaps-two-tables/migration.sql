ALTER TABLE audit_events RENAME TO audit_tmp;
ALTER TABLE people RENAME TO audit_events;
ALTER TABLE audit_tmp RENAME TO people;
ALTER TABLE people RENAME COLUMN actor TO who;
