DROP VIEW open_tickets;
ALTER TYPE ticket_status RENAME TO ticket_status_old;
CREATE TYPE ticket_status AS ENUM ('pending', 'open', 'closed', 'solved');
DROP INDEX tickets_open_idx;
ALTER TABLE tickets ALTER COLUMN status DROP DEFAULT, ALTER COLUMN status TYPE ticket_status USING status::text::ticket_status, ALTER COLUMN status SET DEFAULT 'open';
DROP TYPE ticket_status_old;
CREATE INDEX tickets_open_idx ON tickets (assignee_id) WHERE status IN ('open', 'pending');
CREATE VIEW open_tickets AS SELECT id, subject, status FROM tickets WHERE status = 'open';
