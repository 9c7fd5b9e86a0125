CREATE TABLE audit_events_new (
  id bigint PRIMARY KEY DEFAULT nextval('audit_events_id_seq'),
  kind text NOT NULL,
  actor text,
  payload jsonb,
  at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO audit_events_new (id, kind, actor, at) SELECT id, kind, actor, at FROM audit_events;
ALTER SEQUENCE audit_events_id_seq OWNED BY audit_events_new.id;
DROP TABLE audit_events;
ALTER TABLE audit_events_new RENAME TO audit_events;
