ALTER TABLE epoch ADD COLUMN started timestamptz NOT NULL DEFAULT now();
INSERT INTO epoch SELECT coalesce(max(n), 0) + 1 FROM epoch;
