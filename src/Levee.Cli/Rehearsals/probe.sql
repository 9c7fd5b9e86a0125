-- probe.sql: what this session holds and what there is, between two statements. Compared with the probe before, it tells
-- which statement did what. One row of texts: numbers apart by blanks. $1: the transaction number from which on a row is
-- new; null for the first probe, which looks at everything. Names are written as hexadecimal numbers. The others only describe tables of which a row is new, so that
-- their work is that of the migration and not that of the schema.
SELECT
    coalesce((SELECT pg_catalog.string_agg(l.relation::int8 || ':' || l.mode, ' ') FROM pg_catalog.pg_locks l
              WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation' AND l.relation >= 16384 AND l.granted
                AND l.mode NOT IN ('AccessShareLock', 'RowShareLock')), ''),
    coalesce((SELECT pg_catalog.string_agg(c.oid::int8 || ':' || c.relfilenode, ' ') FROM pg_catalog.pg_class c
              WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'i', 'I', 'S')), ''),
    coalesce((SELECT pg_catalog.string_agg(a.attrelid::int8 || '.' || a.attnum, ' ') FROM pg_catalog.pg_attribute a
              WHERE a.attisdropped AND a.attrelid >= 16384), ''),
    -- conenforced exists since 18
    coalesce((SELECT pg_catalog.string_agg(c.oid::int8::text, ' ') FROM pg_catalog.pg_constraint c
              WHERE c.oid >= 16384 AND CASE WHEN pg_catalog.current_setting('server_version_num')::int < 180000 THEN true
                  ELSE coalesce((pg_catalog.to_jsonb(c) ->> 'conenforced')::bool, true) END), ''),
    coalesce((SELECT pg_catalog.string_agg(t.oid::int8::text, ' ') FROM pg_catalog.pg_type t
              WHERE t.oid >= 16384 AND t.typtype IN ('e', 'd', 'r', 'c')), ''),
    coalesce((SELECT pg_catalog.string_agg(s.oid || ':' || s.updated || ':' || s.deleted || ':' || s.scans, ' ')
              FROM (SELECT c.oid::int8, pg_catalog.pg_stat_get_xact_tuples_updated(c.oid) AS updated,
                        pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid) AS deleted, pg_catalog.pg_stat_get_xact_numscans(c.oid) AS scans
                    FROM pg_catalog.pg_class c WHERE c.oid >= 16384 AND c.relkind IN ('r', 'm', 'p')) s
              WHERE s.updated + s.deleted + s.scans > 0), ''),
    -- What is defined, whoever defined it: two probes with the same digests have the same columns, code, comments and rights.
    coalesce((
        SELECT pg_catalog.string_agg(t.attrelid::int8 || ':' || t.digest || CASE WHEN $1::pg_catalog.text IS NULL THEN '' ELSE ':' || t.names END, ' ')
        FROM (
            SELECT a.attrelid, pg_catalog.md5(pg_catalog.string_agg(pg_catalog.concat_ws(' ', a.attnum, a.attname, a.atttypid::int8, a.atttypmod,
                    a.attnotnull, a.attcollation::int8, a.attidentity, a.attgenerated, pg_catalog.pg_get_expr(d.adbin, d.adrelid)), ',' ORDER BY a.attnum)) AS digest,
                pg_catalog.string_agg(a.attnum || '=' || pg_catalog.encode(pg_catalog.convert_to(a.attname, 'UTF8'), 'hex'), ':' ORDER BY a.attnum) AS names
            FROM pg_catalog.pg_attribute a LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attrelid >= 16384 AND a.attnum > 0 AND NOT a.attisdropped AND ($1::pg_catalog.text IS NULL OR a.attrelid IN (
                SELECT n.attrelid FROM pg_catalog.pg_attribute n
                WHERE n.attrelid >= 16384 AND pg_catalog.age(n.xmin) <= pg_catalog.age($1::pg_catalog.text::pg_catalog.xid)
                UNION ALL
                SELECT n.adrelid FROM pg_catalog.pg_attrdef n WHERE pg_catalog.age(n.xmin) <= pg_catalog.age($1::pg_catalog.text::pg_catalog.xid)))
            GROUP BY a.attrelid
        ) t), ''),
    coalesce((
        SELECT pg_catalog.string_agg(c.oid::int8 || ':' || pg_catalog.md5(pg_catalog.concat_ws(' ', c.relname, c.relnamespace::int8, c.relowner::regrole,
                c.relacl, c.reloptions, c.relrowsecurity, c.relforcerowsecurity)) || ':' ||
                pg_catalog.encode(pg_catalog.convert_to(n.nspname, 'UTF8'), 'hex') || ':' || pg_catalog.encode(pg_catalog.convert_to(c.relname, 'UTF8'), 'hex'), ' ')
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.oid >= 16384 AND c.relkind <> 't'
          AND ($1::pg_catalog.text IS NULL OR pg_catalog.age(c.xmin) <= pg_catalog.age($1::pg_catalog.text::pg_catalog.xid))), ''),
    pg_catalog.md5(pg_catalog.concat_ws(E'\x01',
        (SELECT pg_catalog.string_agg(c.oid::int8::text, ',' ORDER BY c.oid) FROM pg_catalog.pg_class c
         WHERE c.oid >= 16384 AND c.relkind NOT IN ('r', 'p', 'i', 'I', 'S', 't')),
        (SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', p.oid::int8, p.proname, p.prosrc, p.proacl), ',' ORDER BY p.oid)
         FROM pg_catalog.pg_proc p WHERE p.oid >= 16384),
        (SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', t.oid::int8, t.tgname, t.tgenabled), ',' ORDER BY t.oid)
         FROM pg_catalog.pg_trigger t WHERE NOT t.tgisinternal OR t.tgenabled <> 'O'),
        (SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', r.oid::int8, r.ev_action), ',' ORDER BY r.oid)
         FROM pg_catalog.pg_rewrite r WHERE r.oid >= 16384),
        (SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', p.oid::int8, p.polname, p.polqual, p.polwithcheck), ',' ORDER BY p.oid) FROM pg_catalog.pg_policy p),
        (SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', e.oid::int8, e.enumlabel, e.enumsortorder), ',' ORDER BY e.oid) FROM pg_catalog.pg_enum e),
        (SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', n.oid::int8, n.nspname, n.nspacl), ',' ORDER BY n.oid)
         FROM pg_catalog.pg_namespace n WHERE n.oid >= 16384 AND n.nspname !~ '^pg_'),
        (SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', e.oid::int8, e.extversion), ',' ORDER BY e.oid) FROM pg_catalog.pg_extension e),
        (SELECT pg_catalog.string_agg(pg_catalog.concat_ws(' ', o.objoid::int8, o.objsubid, o.description), ',' ORDER BY o.objoid, o.objsubid)
         FROM pg_catalog.pg_description o WHERE o.objoid >= 16384)
    )),
    -- Rows of this number and later ones are new to whoever asks from here on.
    pg_catalog.txid_snapshot_xmax(pg_catalog.txid_current_snapshot())::pg_catalog.text
