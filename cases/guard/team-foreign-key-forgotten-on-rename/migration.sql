ALTER TABLE tickets DROP CONSTRAINT tickets_assignee_id_fkey;
ALTER TABLE tickets RENAME COLUMN assignee_id TO owner_id;
