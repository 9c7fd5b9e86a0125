DROP VIEW open_tickets;
ALTER TABLE tickets ALTER COLUMN subject TYPE varchar(500);
CREATE OR REPLACE VIEW open_tickets AS SELECT id, subject, status FROM tickets WHERE status = 'open';
