-- What the schemas $1 hold that the schema language cannot say, without what extensions brought along.
WITH
read AS (
    SELECT n.oid, n.nspname FROM pg_catalog.pg_namespace n WHERE n.nspname = ANY ($1::name[])
),
relation AS (
    SELECT c.*, n.nspname
    FROM pg_catalog.pg_class c
    JOIN read n ON n.oid = c.relnamespace
    WHERE NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend d
        WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
    )
),
object (kind, nspname, on_table, name) AS (
    SELECT
        CASE c.relkind
            WHEN 'v' THEN 'view'
            WHEN 'm' THEN 'materialized view'
            WHEN 'f' THEN 'foreign table'
            WHEN 'c' THEN 'composite type'
            WHEN 'S' THEN 'sequence'
            ELSE 'partition'
        END,
        c.nspname, NULL, c.relname
    FROM relation c
    WHERE c.relkind IN ('v', 'm', 'f', 'c')
        OR (c.relkind IN ('r', 'p') AND c.relispartition)
        -- One that no column owns and no default uses.
        OR (c.relkind = 'S' AND NOT EXISTS (
            SELECT FROM pg_catalog.pg_depend d
            WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
        ))
    UNION ALL
    SELECT
        CASE p.prokind WHEN 'a' THEN 'aggregate' WHEN 'p' THEN 'procedure' ELSE 'function' END,
        n.nspname, NULL, p.proname || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')'
    FROM pg_catalog.pg_proc p
    JOIN read n ON n.oid = p.pronamespace
    WHERE NOT EXISTS (
        SELECT FROM pg_catalog.pg_depend d
        WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
    )
    UNION ALL
    SELECT CASE t.typtype WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range type' ELSE 'base type' END, n.nspname, NULL, t.typname
    FROM pg_catalog.pg_type t
    JOIN read n ON n.oid = t.typnamespace
    WHERE (t.typtype IN ('d', 'r') OR (t.typtype = 'b' AND t.typelem = 0))
        AND NOT EXISTS (
            SELECT FROM pg_catalog.pg_depend d
            WHERE d.classid = 'pg_catalog.pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e'
        )
    UNION ALL
    SELECT 'trigger', c.nspname, c.relname, t.tgname
    FROM pg_catalog.pg_trigger t
    JOIN relation c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND NOT c.relispartition
    UNION ALL
    SELECT 'rule', c.nspname, c.relname, r.rulename
    FROM pg_catalog.pg_rewrite r
    JOIN relation c ON c.oid = r.ev_class
    WHERE r.rulename <> '_RETURN'
    UNION ALL
    SELECT 'policy', c.nspname, c.relname, p.polname
    FROM pg_catalog.pg_policy p
    JOIN relation c ON c.oid = p.polrelid
    UNION ALL
    SELECT 'row level security', c.nspname, NULL, c.relname
    FROM relation c
    WHERE c.relrowsecurity
    UNION ALL
    SELECT CASE con.contype WHEN 'x' THEN 'exclude constraint' ELSE 'check constraint' END, c.nspname, c.relname, con.conname
    FROM pg_catalog.pg_constraint con
    JOIN relation c ON c.oid = con.conrelid
    WHERE con.contype IN ('c', 'x') AND NOT c.relispartition
    UNION ALL
    SELECT CASE WHEN i.indexprs IS NOT NULL THEN 'expression index' ELSE 'partial index' END, c.nspname, c.relname, ic.relname
    FROM pg_catalog.pg_index i
    JOIN relation c ON c.oid = i.indrelid
    JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
    WHERE (i.indexprs IS NOT NULL OR i.indpred IS NOT NULL) AND NOT i.indisexclusion AND NOT c.relispartition
    UNION ALL
    SELECT 'generated column', c.nspname, c.relname, a.attname
    FROM relation c
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND a.attgenerated <> '' AND NOT a.attisdropped
    WHERE NOT c.relispartition
    UNION ALL
    SELECT 'comment', c.nspname, CASE WHEN a.attname IS NOT NULL THEN c.relname END, coalesce(a.attname, c.relname)
    FROM pg_catalog.pg_description d
    JOIN relation c ON d.classoid = 'pg_catalog.pg_class'::regclass AND d.objoid = c.oid
    LEFT JOIN pg_catalog.pg_attribute a ON d.objsubid > 0 AND a.attrelid = c.oid AND a.attnum = d.objsubid
    UNION ALL
    SELECT 'grant', c.nspname, NULL, c.relname
    FROM relation c
    WHERE c.relacl IS NOT NULL
)
SELECT named.kind, named.name
FROM (
    SELECT o.kind, concat_ws('.', nullif(o.nspname, 'public'), o.on_table, o.name) AS name
    FROM object o
) AS named
ORDER BY named.kind COLLATE "C", named.name COLLATE "C";
