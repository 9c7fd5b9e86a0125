-- The indexes of the tables of the schemas $1, a row per column: keys first, then what is merely included.
-- An index over an expression has a row without a column there.
SELECT
    i.indrelid::int8,
    ic.relname::text,
    i.indisprimary,
    i.indisunique,
    am.amname::text,
    con.oid IS NOT NULL,
    -- pg_get_expr only where there is something to print.
    CASE WHEN i.indpred IS NOT NULL THEN pg_catalog.pg_get_expr(i.indpred, i.indrelid) END,
    a.attname::text,
    k.place > i.indnkeyatts,
    k.place <= i.indnkeyatts AND i.indoption[k.place - 1] & 1 = 1,
    op.opcname::text,
    op.opcdefault,
    -- What the schema language cannot say, and the text of an operator class can.
    CASE WHEN k.place <= i.indnkeyatts THEN nullif(concat_ws(
        ' ',
        part.attoptions::text,
        CASE WHEN i.indcollation[k.place - 1] NOT IN (0, a.attcollation)
            THEN 'COLLATE ' || i.indcollation[k.place - 1]::regcollation::text END,
        CASE i.indoption[k.place - 1] & 3 WHEN 1 THEN 'NULLS LAST' WHEN 2 THEN 'NULLS FIRST' END
    ), '') END
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
JOIN pg_catalog.pg_am am ON am.oid = ic.relam
CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k (number, place)
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number AND k.number <> 0
LEFT JOIN pg_catalog.pg_attribute part ON part.attrelid = i.indexrelid AND part.attnum = k.place
LEFT JOIN pg_catalog.pg_opclass op ON op.oid = i.indclass[k.place - 1]
LEFT JOIN pg_catalog.pg_constraint con ON con.conindid = i.indexrelid AND con.contype IN ('p', 'u')
WHERE n.nspname = ANY ($1::name[])
    AND c.relkind IN ('r', 'p')
    AND NOT c.relispartition
    -- The index behind an EXCLUDE constraint is not an index to Prisma.
    AND NOT i.indisexclusion
ORDER BY i.indrelid, ic.relname, k.place;
