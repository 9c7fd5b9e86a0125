-- The columns of the tables of the schemas $1, in the order of the table.
SELECT
    a.attrelid::int8,
    a.attname::text,
    e.typname::text,
    en.nspname::text,
    e.typtype = 'e',
    f.is_list,
    -- A domain carries the length itself.
    CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END,
    a.attnotnull OR (t.typtype = 'd' AND t.typnotnull),
    a.attidentity <> '',
    a.attgenerated <> '',
    pg_catalog.pg_get_expr(d.adbin, d.adrelid),
    -- Only asked for where it can matter: it costs more than the rest of the row.
    CASE WHEN e.oid >= 16384 OR e.typname NOT IN
        ('int2', 'int4', 'int8', 'float4', 'float8', 'numeric', 'bool', 'text', 'varchar', 'bpchar', 'uuid',
         'json', 'jsonb', 'bytea', 'date', 'time', 'timetz', 'timestamp', 'timestamptz')
        THEN pg_catalog.format_type(e.oid, CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END)
    END,
    CASE WHEN t.typtype = 'd' THEN pg_catalog.format_type(t.oid, NULL) END
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
-- One step down from a domain, as information_schema does.
LEFT JOIN pg_catalog.pg_type b ON t.typtype = 'd' AND b.oid = t.typbasetype
CROSS JOIN LATERAL (
    SELECT coalesce(b.typelem, t.typelem) <> 0 AND coalesce(b.typlen, t.typlen) = -1 AS is_list
) f
JOIN pg_catalog.pg_type e
    ON e.oid = CASE WHEN f.is_list THEN coalesce(b.typelem, t.typelem) ELSE coalesce(b.oid, t.oid) END
JOIN pg_catalog.pg_namespace en ON en.oid = e.typnamespace
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE n.nspname = ANY ($1::name[])
    AND c.relkind IN ('r', 'p')
    AND NOT c.relispartition
ORDER BY a.attrelid, a.attnum;
