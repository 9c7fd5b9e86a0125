ALTER TABLE note ADD COLUMN pinned boolean NOT NULL DEFAULT false;
SELECT 1 <~> 99 AS ready;
