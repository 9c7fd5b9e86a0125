CREATE TEMP TABLE doomed AS SELECT id FROM audit_events WHERE at < now() - interval '30 days';
DELETE FROM audit_events WHERE id IN (SELECT id FROM doomed);
DROP TABLE doomed;
