WITH dup AS (
  SELECT id, first_value(id) OVER (PARTITION BY account_id, lower(email) ORDER BY last_seen DESC NULLS LAST, id) AS keep FROM people
)
UPDATE tickets t SET assignee_id = d.keep FROM dup d WHERE d.id = t.assignee_id AND d.id <> d.keep;
DELETE FROM people p WHERE EXISTS (SELECT 1 FROM people q WHERE q.account_id = p.account_id AND lower(q.email) = lower(p.email) AND q.id < p.id);
