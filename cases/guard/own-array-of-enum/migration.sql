ALTER TABLE invoice ADD COLUMN history state[] NOT NULL DEFAULT '{}';
