-- catalog.sql: everything that a migration can destroy, by identity. Result sets: tables, columns, indexes, constraints,
-- types, sequences, large objects, code. What an extension owns is left out: it comes back with the extension.

-- tables
SELECT c.oid::int8, n.nspname::text, c.relname::text, c.relkind::text, c.relfilenode::int8,
       coalesce((SELECT i.inhparent::int8 FROM pg_catalog.pg_inherits i
                 WHERE i.inhrelid = c.oid AND c.relispartition LIMIT 1), 0)
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't'
  AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
                  WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
ORDER BY c.oid;

-- columns
SELECT a.attrelid::int8, a.attnum::int4, a.attname::text, pg_catalog.format_type(a.atttypid, a.atttypmod),
       a.atttypid::int8, t.typtype::text, CASE WHEN t.typcategory = 'A' THEN t.typelem::int8 ELSE 0 END, a.attnotnull,
       pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attidentity::text, a.attgenerated <> '', a.attgenerated = 'v'
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attrelid >= 16384 AND a.attnum > 0 AND NOT a.attisdropped
  AND c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't'
ORDER BY a.attrelid, a.attnum;

-- indexes of tables; those of materialized views hold nothing of their own
SELECT i.indexrelid::int8, n.nspname::text, c.relname::text, i.indrelid::int8, i.indisunique, i.indisvalid,
       (SELECT pg_catalog.string_agg(k.attnum::text, ' ' ORDER BY k.n)
        FROM pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, n) WHERE k.n <= i.indnkeyatts),
       pg_catalog.pg_get_expr(i.indexprs, i.indrelid), pg_catalog.pg_get_expr(i.indpred, i.indrelid),
       -- Every collation that is deterministic takes the same texts for equal, and so does a class that serves LIKE.
       (SELECT pg_catalog.string_agg(pg_catalog.regexp_replace(oc.opcname, '(_pattern)?_ops$', '')
                                     || CASE WHEN co.collisdeterministic IS FALSE THEN ' ' || co.collname ELSE '' END, ',' ORDER BY k.n)
        FROM pg_catalog.unnest(i.indclass::oid[]) WITH ORDINALITY AS k(class, n)
        JOIN pg_catalog.pg_opclass oc ON oc.oid = k.class
        LEFT JOIN pg_catalog.pg_collation co ON co.oid = (i.indcollation::oid[])[k.n - 1]),
       coalesce((pg_catalog.to_jsonb(i) ->> 'indnullsnotdistinct')::bool, false), -- exists since 15
       coalesce(con.oid::int8, 0),
       coalesce((SELECT h.inhparent::int8 FROM pg_catalog.pg_inherits h WHERE h.inhrelid = i.indexrelid LIMIT 1), 0),
       coalesce((SELECT pg_catalog.string_agg(k.opclass || ':' || k.coll || ':' || k.sorting, ' ' ORDER BY k.n)
        FROM ROWS FROM (pg_catalog.unnest(i.indclass::oid[]), pg_catalog.unnest(i.indcollation::oid[]), pg_catalog.unnest(i.indoption::int2[]))
             WITH ORDINALITY AS k(opclass, coll, sorting, n) WHERE k.n <= i.indnkeyatts), '')
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
-- One pass: there is no index by which each could be found.
LEFT JOIN pg_catalog.pg_constraint con ON con.conindid = i.indexrelid AND con.contype IN ('p', 'u', 'x')
WHERE i.indexrelid >= 16384 AND t.relkind IN ('r', 'p') AND t.relpersistence <> 't' AND n.nspname !~ '^pg_'
ORDER BY i.indexrelid;

-- constraints; NOT NULL has rows here since PostgreSQL 18, conenforced exists since 18
SELECT con.oid::int8, con.conname::text, con.contype::text, con.conrelid::int8, con.contypid::int8,
       pg_catalog.array_to_string(con.conkey, ' '), con.confrelid::int8, pg_catalog.array_to_string(con.confkey, ' '),
       pg_catalog.concat_ws(' ', (SELECT pg_catalog.string_agg(o.op::pg_catalog.regoperator::text, ' ' ORDER BY o.n)
                                  FROM pg_catalog.unnest(con.conexclop) WITH ORDINALITY AS o(op, n)),
                            CASE WHEN (pg_catalog.to_jsonb(con) ->> 'conperiod')::bool THEN 'period' END, -- exists since 18
                            CASE con.confmatchtype WHEN 'f' THEN 'match full' END),
       coalesce((pg_catalog.to_jsonb(con) ->> 'conenforced')::bool, true), con.convalidated, con.conparentid::int8,
       pg_catalog.pg_get_constraintdef(con.oid)
FROM pg_catalog.pg_constraint con
LEFT JOIN pg_catalog.pg_class t ON t.oid = con.conrelid
WHERE con.oid >= 16384 AND con.contype IN ('p', 'u', 'f', 'c', 'x') AND coalesce(t.relpersistence, 'p') <> 't'
ORDER BY con.oid;

-- types: enums with their labels, domains, free-standing composite types, ranges
SELECT t.oid::int8, n.nspname::text, t.typname::text, t.typtype::text,
       (SELECT pg_catalog.json_agg(pg_catalog.json_build_array(e.oid::int8::text, e.enumlabel::text) ORDER BY e.enumsortorder)::text
        FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid),
       CASE t.typtype
           WHEN 'd' THEN pg_catalog.format_type(t.typbasetype, t.typtypmod)
           WHEN 'c' THEN (SELECT pg_catalog.string_agg(a.attname || ' ' || pg_catalog.format_type(a.atttypid, a.atttypmod), ', ' ORDER BY a.attnum)
                          FROM pg_catalog.pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped)
           WHEN 'r' THEN (SELECT pg_catalog.format_type(r.rngsubtype, NULL) FROM pg_catalog.pg_range r WHERE r.rngtypid = t.oid)
           ELSE ''
       END
FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
WHERE t.oid >= 16384 AND (t.typtype IN ('e', 'd', 'r') OR (t.typtype = 'c' AND c.relkind = 'c'))
  AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
                  WHERE d.classid = 'pg_catalog.pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
ORDER BY t.oid;

-- sequences and the columns that own them
SELECT s.seqrelid::int8, n.nspname::text, c.relname::text, coalesce(d.refobjid::int8, 0), coalesce(d.refobjsubid, 0), s.seqincrement, s.seqcycle
FROM pg_catalog.pg_sequence s
JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = s.seqrelid
    AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
WHERE s.seqrelid >= 16384 AND c.relpersistence <> 't' AND n.nspname !~ '^pg_'
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend e
                  WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = s.seqrelid AND e.deptype = 'e')
ORDER BY s.seqrelid;

-- large objects
SELECT m.oid::int8, pg_catalog.md5(pg_catalog.lo_get(m.oid)) FROM pg_catalog.pg_largeobject_metadata m ORDER BY m.oid;

-- code: no data, but worth a word
SELECT 'schema', n.oid::int8, n.nspname::text, 0::int8, ''
FROM pg_catalog.pg_namespace n WHERE n.oid >= 16384 AND n.nspname !~ '^pg_'
UNION ALL
SELECT CASE c.relkind WHEN 'm' THEN 'materialized view' ELSE 'view' END, c.oid::int8, n.nspname || '.' || c.relname, 0,
       pg_catalog.md5(pg_catalog.pg_get_viewdef(c.oid))
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.oid >= 16384 AND c.relkind IN ('v', 'm') AND c.relpersistence <> 't' AND n.nspname !~ '^pg_'
UNION ALL
SELECT 'function', p.oid::int8, n.nspname || '.' || p.proname, 0, pg_catalog.md5(p.prosrc)
FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
WHERE p.oid >= 16384 AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
                  WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
UNION ALL
SELECT 'trigger', t.oid::int8, c.relname || '.' || t.tgname, t.tgrelid::int8,
       -- One BEFORE DELETE FOR EACH ROW, without WHEN, whose function can only return NULL, says so: no row goes.
       CASE WHEN t.tgtype & 11 = 11 AND t.tgqual IS NULL AND t.tgenabled IN ('O', 'A') AND l.lanname = 'plpgsql'
                 AND p.prosrc ~* '\mRETURN\s+NULL\s*;' AND p.prosrc !~* '\mRETURN\M(?!\s+NULL\s*;)'
            THEN 'no delete ' ELSE '' END || t.tgenabled::text || ':'
           || CASE WHEN t.tgtype & 4 > 0 THEN ' insert' ELSE '' END || CASE WHEN t.tgtype & 8 > 0 THEN ' delete' ELSE '' END
           || CASE WHEN t.tgtype & 16 > 0 THEN ' update' ELSE '' END || CASE WHEN t.tgtype & 32 > 0 THEN ' truncate' ELSE '' END
FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid JOIN pg_catalog.pg_language l ON l.oid = p.prolang
WHERE NOT t.tgisinternal
UNION ALL
SELECT 'operator', o.oid::int8, n.nspname || '.' || o.oprname || '.' || o.oid, 0, o.oprcode::text
FROM pg_catalog.pg_operator o JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
WHERE o.oid >= 16384 AND n.nspname !~ '^pg_' AND NOT EXISTS (
    SELECT 1 FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_operator'::regclass AND d.objid = o.oid AND d.deptype = 'e')
UNION ALL
SELECT 'cast', k.oid::int8, k.castsource::regtype || ' AS ' || k.casttarget::regtype, 0, k.castfunc::text
FROM pg_catalog.pg_cast k
WHERE k.oid >= 16384 AND NOT EXISTS (
    SELECT 1 FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_cast'::regclass AND d.objid = k.oid AND d.deptype = 'e')
UNION ALL
SELECT 'policy', p.oid::int8, c.relname || '.' || p.polname, p.polrelid::int8,
       pg_catalog.md5(coalesce(pg_catalog.pg_get_expr(p.polqual, p.polrelid), '')
                      || coalesce(pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid), ''))
FROM pg_catalog.pg_policy p JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
UNION ALL
SELECT 'row security', c.oid::int8, n.nspname || '.' || c.relname, c.oid::int8, (c.relrowsecurity, c.relforcerowsecurity)::text
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p') AND c.relrowsecurity
UNION ALL
SELECT 'rule', r.oid::int8, c.relname || '.' || r.rulename, r.ev_class::int8,
       -- One that turns every change into nothing says so: there is no way round it.
       CASE WHEN r.is_instead AND r.ev_qual::text = '<>' AND r.ev_enabled IN ('O', 'A') AND pg_catalog.pg_get_ruledef(r.oid) ~ 'DO INSTEAD NOTHING;$'
            THEN CASE r.ev_type WHEN '2' THEN 'no update' WHEN '4' THEN 'no delete' ELSE '' END ELSE '' END
FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
WHERE r.oid >= 16384 AND r.rulename <> '_RETURN'
UNION ALL
SELECT 'grant', c.oid::int8, n.nspname || '.' || c.relname, c.oid::int8, c.relacl::text
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.oid >= 16384 AND c.relacl IS NOT NULL AND c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname !~ '^pg_'
UNION ALL
SELECT 'extension', e.oid::int8, e.extname::text, 0, e.extversion
FROM pg_catalog.pg_extension e WHERE e.oid >= 16384;
