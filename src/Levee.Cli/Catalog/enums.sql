-- The enums of the schemas $1 with their labels. A column of type name sorts by bytes, as Prisma's describer has it.
SELECT n.nspname::text, t.typname::text, pg_catalog.array_to_json(array_agg(e.enumlabel::text ORDER BY e.enumsortorder))::text
FROM pg_catalog.pg_type t
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
JOIN pg_catalog.pg_enum e ON e.enumtypid = t.oid
WHERE n.nspname = ANY ($1::name[])
GROUP BY n.nspname, t.typname
ORDER BY n.nspname, t.typname;
