-- probe.sql: what this session holds and what there is, between two statements. Compared with the probe before, it tells
-- which statement did what. One row of texts: numbers apart by blanks.
SELECT
    coalesce((SELECT pg_catalog.string_agg(l.relation::int8 || ':' || l.mode, ' ') FROM pg_catalog.pg_locks l
              WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation' AND l.relation >= 16384 AND l.granted
                AND l.mode NOT IN ('AccessShareLock', 'RowShareLock')), ''),
    coalesce((SELECT pg_catalog.string_agg(c.oid::int8 || ':' || c.relfilenode, ' ') FROM pg_catalog.pg_class c
              WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'i', 'I', 'S')), ''),
    coalesce((SELECT pg_catalog.string_agg(a.attrelid::int8 || '.' || a.attnum, ' ') FROM pg_catalog.pg_attribute a
              WHERE a.attisdropped AND a.attrelid >= 16384), ''),
    coalesce((SELECT pg_catalog.string_agg(c.oid::int8::text, ' ') FROM pg_catalog.pg_constraint c
              WHERE c.oid >= 16384 AND coalesce((pg_catalog.to_jsonb(c) ->> 'conenforced')::bool, true)), ''),
    coalesce((SELECT pg_catalog.string_agg(t.oid::int8::text, ' ') FROM pg_catalog.pg_type t
              WHERE t.oid >= 16384 AND t.typtype IN ('e', 'd', 'r', 'c')), ''),
    coalesce((SELECT pg_catalog.string_agg(s.relid::int8 || ':' || s.n_tup_upd || ':' || s.n_tup_del || ':' || s.seq_scan, ' ')
              FROM pg_catalog.pg_stat_xact_user_tables s WHERE s.n_tup_upd + s.n_tup_del + s.seq_scan > 0), '')
