DELETE FROM people WHERE last_seen < timestamptz '2021-01-01' AND NOT is_admin;
