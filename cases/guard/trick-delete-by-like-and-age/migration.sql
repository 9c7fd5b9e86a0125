SET LOCAL lock_timeout = '3s';
DELETE FROM events_log WHERE kind LIKE 'log%' AND at < now() - interval '18 months';
CREATE INDEX events_log_at_idx ON events_log (at);
