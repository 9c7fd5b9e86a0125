UPDATE people SET invited_by = NULL;
UPDATE people p SET invited_by = (SELECT q.id FROM people q WHERE q.account_id = p.account_id AND q.is_admin ORDER BY q.last_seen LIMIT 1) WHERE NOT p.is_admin;
