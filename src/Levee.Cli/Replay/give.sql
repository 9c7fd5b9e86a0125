-- give.sql: makes the owner of the database the owner of all that is in it, after a superuser made some of it. Straight in the
-- catalog: that is one statement a kind, where ALTER … OWNER TO would be one an object.
UPDATE pg_catalog.pg_database SET datdba = 'postgres'::regrole WHERE datname = pg_catalog.current_database();
UPDATE pg_catalog.pg_namespace SET nspowner = 'postgres'::regrole WHERE oid >= 16384 OR nspname = 'public';
UPDATE pg_catalog.pg_class SET relowner = 'postgres'::regrole WHERE oid >= 16384;
UPDATE pg_catalog.pg_type SET typowner = 'postgres'::regrole WHERE oid >= 16384;
UPDATE pg_catalog.pg_proc SET proowner = 'postgres'::regrole WHERE oid >= 16384 AND pronamespace <> 'pg_catalog'::regnamespace;
UPDATE pg_catalog.pg_extension SET extowner = 'postgres'::regrole WHERE oid >= 16384;
UPDATE pg_catalog.pg_operator SET oprowner = 'postgres'::regrole WHERE oid >= 16384;
UPDATE pg_catalog.pg_collation SET collowner = 'postgres'::regrole WHERE oid >= 16384;
UPDATE pg_catalog.pg_largeobject_metadata SET lomowner = 'postgres'::regrole;

-- DROP OWNED and REASSIGN OWNED look here.
INSERT INTO pg_catalog.pg_shdepend (dbid, classid, objid, objsubid, refclassid, refobjid, deptype)
SELECT d.oid, o.classid, o.objid, 0, 'pg_catalog.pg_authid'::regclass, 'postgres'::regrole, 'o'
FROM pg_catalog.pg_database d, (
    SELECT 'pg_catalog.pg_class'::regclass::oid AS classid, oid AS objid FROM pg_catalog.pg_class
    WHERE oid >= 16384 AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
    UNION ALL
    SELECT 'pg_catalog.pg_type'::regclass, oid FROM pg_catalog.pg_type WHERE oid >= 16384 AND typtype IN ('e', 'd', 'r')
    UNION ALL
    SELECT 'pg_catalog.pg_proc'::regclass, oid FROM pg_catalog.pg_proc WHERE oid >= 16384 AND pronamespace <> 'pg_catalog'::regnamespace
    UNION ALL
    SELECT 'pg_catalog.pg_namespace'::regclass, oid FROM pg_catalog.pg_namespace WHERE oid >= 16384 AND nspname !~ '^pg_'
) o
WHERE d.datname = pg_catalog.current_database() AND NOT EXISTS (
    SELECT 1 FROM pg_catalog.pg_shdepend s
    WHERE s.dbid = d.oid AND s.classid = o.classid AND s.objid = o.objid AND s.deptype = 'o');
