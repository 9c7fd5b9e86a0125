CREATE TABLE archive (LIKE log);
WITH gone AS (DELETE FROM log WHERE line LIKE '%heartbeat%' RETURNING *) INSERT INTO archive SELECT * FROM gone;
