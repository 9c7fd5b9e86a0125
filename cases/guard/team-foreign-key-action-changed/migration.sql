ALTER TABLE tickets DROP CONSTRAINT tickets_assignee_id_fkey, ADD CONSTRAINT tickets_assignee_id_fkey FOREIGN KEY (assignee_id) REFERENCES people (id) ON DELETE RESTRICT;
