CREATE TABLE trace (at timestamptz NOT NULL, span text);
CREATE INDEX trace_at_idx ON trace (at);
