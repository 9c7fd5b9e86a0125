ALTER TABLE tickets DROP CONSTRAINT tickets_priority_check;
UPDATE tickets SET priority = 6 - priority;
ALTER TABLE tickets ADD CONSTRAINT tickets_priority_check CHECK (priority BETWEEN 1 AND 5);
