-- Every extension of the database: $1 does not matter, an extension belongs to the database.
SELECT e.extname::text, n.nspname::text, e.extversion, e.extrelocatable
FROM pg_catalog.pg_extension e
JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
WHERE $1::name[] IS NOT NULL
ORDER BY e.extname;
