CREATE TABLE events_log_n (
  id bigint PRIMARY KEY DEFAULT nextval('events_log_id_seq'),
  at timestamptz NOT NULL DEFAULT now(),
  kind text NOT NULL,
  payload jsonb,
  source text
);
INSERT INTO events_log_n (id, at, kind, payload) SELECT id, at, kind, payload FROM events_log;
ALTER SEQUENCE events_log_id_seq OWNED BY events_log_n.id;
DROP TABLE events_log;
ALTER TABLE events_log_n RENAME TO events_log;
CREATE INDEX events_log_kind_idx ON events_log USING btree (kind);
