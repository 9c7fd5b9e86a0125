-- The foreign keys of the tables of the schemas $1.
SELECT
    con.conrelid::int8,
    con.conname::text,
    pg_catalog.array_to_json(ARRAY(
        SELECT a.attname::text
        FROM unnest(con.conkey) WITH ORDINALITY AS k (number, place)
        JOIN pg_catalog.pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.number
        ORDER BY k.place
    ))::text,
    rn.nspname::text,
    r.relname::text,
    pg_catalog.array_to_json(ARRAY(
        SELECT a.attname::text
        FROM unnest(con.confkey) WITH ORDINALITY AS k (number, place)
        JOIN pg_catalog.pg_attribute a ON a.attrelid = con.confrelid AND a.attnum = k.number
        ORDER BY k.place
    ))::text,
    con.confdeltype::text,
    con.confupdtype::text
FROM pg_catalog.pg_constraint con
JOIN pg_catalog.pg_class c ON c.oid = con.conrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_class r ON r.oid = con.confrelid
JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
WHERE n.nspname = ANY ($1::name[])
    AND con.contype = 'f'
    -- PostgreSQL repeats a key for every partition of the referenced table.
    AND con.conparentid = 0
ORDER BY con.conrelid, con.conname;
