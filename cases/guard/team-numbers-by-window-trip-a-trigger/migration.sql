ALTER TABLE tickets ADD COLUMN number int;
UPDATE tickets t SET number = n.number FROM (SELECT id, row_number() OVER (PARTITION BY account_id ORDER BY id) AS number FROM tickets) n WHERE n.id = t.id;
ALTER TABLE tickets ALTER COLUMN number SET NOT NULL;
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS tickets_account_number_key ON tickets (account_id, number);
