DROP VIEW open_tickets;
DROP INDEX tickets_open_idx;
ALTER TABLE tickets ALTER COLUMN status DROP DEFAULT, ALTER COLUMN status TYPE text USING status::text, ALTER COLUMN status SET DEFAULT 'open';
ALTER TABLE tickets ADD CONSTRAINT tickets_status_check CHECK (status IN ('open', 'pending', 'solved', 'closed'));
DROP TYPE ticket_status;
CREATE VIEW open_tickets AS SELECT id, subject, status FROM tickets WHERE status = 'open';
