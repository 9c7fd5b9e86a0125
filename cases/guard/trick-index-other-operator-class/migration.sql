DROP INDEX events_log_kind_idx;
CREATE INDEX events_log_kind_idx ON events_log (kind text_pattern_ops);
