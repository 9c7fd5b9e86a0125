DELETE FROM people p USING people q
WHERE p.account_id = q.account_id AND lower(p.email) = lower(q.email) AND p.ctid > q.ctid;
CREATE UNIQUE INDEX people_account_email_ci ON people (account_id, lower(email));
