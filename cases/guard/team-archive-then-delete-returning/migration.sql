CREATE TABLE audit_events_archive (LIKE audit_events INCLUDING DEFAULTS);
WITH moved AS (
  DELETE FROM audit_events WHERE at < now() - interval '1 year' RETURNING *
)
INSERT INTO audit_events_archive SELECT * FROM moved;
