CREATE SCHEMA metrics;
CREATE TABLE metrics.point (
  device int NOT NULL,
  at timestamptz NOT NULL,
  value double precision NOT NULL,
  note text,
  PRIMARY KEY (device, at)
) PARTITION BY RANGE (at);
CREATE TABLE metrics.point_2023 PARTITION OF metrics.point FOR VALUES FROM ('2023-01-01 00:00+00') TO ('2024-01-01 00:00+00');
CREATE TABLE metrics.point_2024 PARTITION OF metrics.point FOR VALUES FROM ('2024-01-01 00:00+00') TO ('2025-01-01 00:00+00');
CREATE TABLE metrics.point_rest PARTITION OF metrics.point DEFAULT;
CREATE INDEX point_note_idx ON metrics.point (note);
CREATE TABLE public.device (id int PRIMARY KEY, "serial no" text NOT NULL, "Größe" numeric(6,3), "select" text, vendor text DEFAULT 'acme');
CREATE UNIQUE INDEX "device serial" ON public.device ("serial no");
CREATE SEQUENCE metrics.batch_seq;
CREATE TABLE metrics.archive (LIKE metrics.point);
