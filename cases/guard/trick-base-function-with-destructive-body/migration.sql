CREATE TABLE stale_summary AS SELECT kind, count(*) AS n FROM stale_events(interval '90 days') GROUP BY kind;
