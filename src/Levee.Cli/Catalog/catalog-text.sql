-- catalog-text.sql: every object of a database with its definition, to compare two databases by their text. Positions of columns
-- are left out on purpose: two migrations that each add a column to a table give it another order, and nothing reads by position.
-- Members of extensions are left out: their extension and its version speak for them.
WITH members AS (
    SELECT classid::regclass::text AS catalog, objid FROM pg_depend WHERE deptype = 'e'
),
namespaces AS (
    SELECT oid, nspname::text AS name, nspacl::text AS grants FROM pg_namespace
    WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
      AND NOT EXISTS (SELECT FROM members m WHERE m.catalog = 'pg_namespace' AND m.objid = pg_namespace.oid)
),
relations AS (
    SELECT c.oid, c.oid::regclass::text AS name, c.relkind::text AS kind, c.relpersistence::text AS persistence,
        c.relrowsecurity, c.relforcerowsecurity, c.relreplident::text AS identity, c.reloptions::text AS options,
        c.relacl::text AS grants, pg_get_partkeydef(c.oid) AS partitioning, pg_get_expr(c.relpartbound, c.oid) AS bound
    FROM pg_class c JOIN namespaces n ON n.oid = c.relnamespace
    WHERE NOT EXISTS (SELECT FROM members m WHERE m.catalog = 'pg_class' AND m.objid = c.oid)
)
SELECT object, coalesce(definition, '') FROM (
    SELECT 'schema ' || quote_ident(name) AS object, grants AS definition FROM namespaces

    UNION ALL
    SELECT
        CASE kind WHEN 'r' THEN 'table ' WHEN 'p' THEN 'table ' WHEN 'v' THEN 'view ' WHEN 'm' THEN 'materialized view '
            WHEN 'f' THEN 'foreign table ' WHEN 'c' THEN 'composite type ' ELSE 'relation ' END || name,
        concat_ws(' ', kind, persistence, relrowsecurity, relforcerowsecurity, identity, options, grants, partitioning, bound,
            CASE WHEN kind IN ('v', 'm') THEN pg_get_viewdef(oid) END,
            (SELECT string_agg(inhparent::regclass::text, ', ' ORDER BY inhseqno) FROM pg_inherits WHERE inhrelid = r.oid))
    FROM relations r WHERE kind NOT IN ('i', 'I', 'S', 't')

    UNION ALL
    SELECT 'column ' || r.name || '.' || quote_ident(a.attname),
        concat_ws(' ', format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'NOT NULL' END,
            'DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), nullif(a.attidentity::text, ''), nullif(a.attgenerated::text, ''),
            (SELECT 'COLLATE ' || collname FROM pg_collation c, pg_type t
             WHERE c.oid = a.attcollation AND t.oid = a.atttypid AND a.attcollation <> t.typcollation),
            a.attacl::text)
    FROM relations r
    JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE r.kind IN ('r', 'p', 'f', 'c')

    UNION ALL
    SELECT 'constraint ' || quote_ident(c.conname) || ' on ' || coalesce(r.name, c.contypid::regtype::text),
        concat_ws(' ', pg_get_constraintdef(c.oid), CASE WHEN NOT c.convalidated THEN 'NOT VALID' END)
    FROM pg_constraint c JOIN namespaces n ON n.oid = c.connamespace LEFT JOIN relations r ON r.oid = c.conrelid
    WHERE r.oid IS NOT NULL OR c.contypid <> 0

    UNION ALL
    SELECT 'index ' || r.name, concat_ws(' ', pg_get_indexdef(r.oid), CASE WHEN NOT i.indisvalid THEN 'INVALID' END)
    FROM relations r JOIN pg_index i ON i.indexrelid = r.oid

    UNION ALL
    SELECT 'sequence ' || r.name, concat_ws(' ', format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax,
        s.seqcycle, r.grants)
    FROM relations r JOIN pg_sequence s ON s.seqrelid = r.oid

    UNION ALL
    SELECT 'type ' || t.oid::regtype::text, concat_ws(' ', t.typtype::text, t.typbasetype::regtype::text, t.typdefault,
        CASE WHEN t.typnotnull THEN 'NOT NULL' END,
        (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid),
        t.typacl::text)
    FROM pg_type t JOIN namespaces n ON n.oid = t.typnamespace
    WHERE t.typtype IN ('e', 'd', 'r')
      AND NOT EXISTS (SELECT FROM members m WHERE m.catalog = 'pg_type' AND m.objid = t.oid)

    UNION ALL
    SELECT CASE p.prokind WHEN 'a' THEN 'aggregate ' ELSE 'function ' END || p.oid::regprocedure::text,
        concat_ws(' ', CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) ELSE pg_get_function_result(p.oid) END, p.proacl::text)
    FROM pg_proc p JOIN namespaces n ON n.oid = p.pronamespace
    WHERE NOT EXISTS (SELECT FROM members m WHERE m.catalog = 'pg_proc' AND m.objid = p.oid)

    UNION ALL
    SELECT 'trigger ' || quote_ident(t.tgname) || ' on ' || r.name, concat_ws(' ', pg_get_triggerdef(t.oid), t.tgenabled::text)
    FROM pg_trigger t JOIN relations r ON r.oid = t.tgrelid WHERE NOT t.tgisinternal

    UNION ALL
    SELECT 'rule ' || quote_ident(w.rulename) || ' on ' || r.name, pg_get_ruledef(w.oid)
    FROM pg_rewrite w JOIN relations r ON r.oid = w.ev_class WHERE w.rulename <> '_RETURN'

    UNION ALL
    SELECT 'policy ' || quote_ident(p.polname) || ' on ' || r.name,
        concat_ws(' ', p.polcmd::text, p.polpermissive, p.polroles::text, pg_get_expr(p.polqual, p.polrelid),
            pg_get_expr(p.polwithcheck, p.polrelid))
    FROM pg_policy p JOIN relations r ON r.oid = p.polrelid

    UNION ALL
    SELECT 'extension ' || quote_ident(x.extname), concat_ws(' ', x.extversion, x.extnamespace::regnamespace::text)
    FROM pg_extension x

    UNION ALL
    SELECT 'event trigger ' || quote_ident(e.evtname), concat_ws(' ', e.evtevent, e.evtfoid::regprocedure::text, e.evtenabled::text)
    FROM pg_event_trigger e

    UNION ALL
    SELECT 'comment on ' || pg_describe_object(d.classoid, d.objoid, d.objsubid), d.description
    FROM pg_description d JOIN relations r ON d.classoid = 'pg_class'::regclass AND d.objoid = r.oid
) AS everything
ORDER BY object COLLATE "C", 2
