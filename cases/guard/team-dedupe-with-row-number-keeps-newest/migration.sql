WITH ranked AS (
  SELECT id, row_number() OVER (PARTITION BY account_id, lower(subject) ORDER BY opened_on DESC, id DESC) AS rank FROM tickets
)
DELETE FROM tickets t USING ranked r WHERE r.id = t.id AND r.rank > 1;
CREATE UNIQUE INDEX tickets_account_subject_key ON tickets (account_id, lower(subject));
