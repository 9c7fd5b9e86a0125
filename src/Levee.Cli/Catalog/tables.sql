-- The tables of the schemas $1. A partition is part of its parent; the parent is a table like any other.
SELECT t.oid::int8, n.nspname::text, t.relname::text
FROM pg_catalog.pg_class t
JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
WHERE n.nspname = ANY ($1::name[])
    AND t.relkind IN ('r', 'p')
    AND NOT t.relispartition
    -- Prisma's own book-keeping, and PostGIS's.
    AND t.relname <> '_prisma_migrations'
    AND lower(t.relname) NOT IN
        ('spatial_ref_sys', 'geometry_columns', 'geography_columns', 'raster_columns', 'raster_overviews')
ORDER BY n.nspname, t.relname;
