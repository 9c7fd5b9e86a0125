-- Which of the schemas $1 exist.
SELECT n.nspname::text
FROM pg_catalog.pg_namespace n
WHERE n.nspname = ANY ($1::name[])
ORDER BY n.nspname;
