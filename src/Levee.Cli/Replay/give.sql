-- give.sql: makes the owner of the database the owner of all that is in it, after a superuser made some of it. Straight in the
-- catalog: that is one statement a kind, where ALTER … OWNER TO would be one an object.
UPDATE pg_catalog.pg_database SET datdba = 'postgres'::pg_catalog.regrole WHERE datname = pg_catalog.current_database();
UPDATE pg_catalog.pg_namespace SET nspowner = 'postgres'::pg_catalog.regrole WHERE oid >= 16384 OR nspname = 'public';
UPDATE pg_catalog.pg_class SET relowner = 'postgres'::pg_catalog.regrole WHERE oid >= 16384;
UPDATE pg_catalog.pg_type SET typowner = 'postgres'::pg_catalog.regrole WHERE oid >= 16384;
UPDATE pg_catalog.pg_proc SET proowner = 'postgres'::pg_catalog.regrole WHERE oid >= 16384 AND pronamespace <> 'pg_catalog'::pg_catalog.regnamespace;
UPDATE pg_catalog.pg_extension SET extowner = 'postgres'::pg_catalog.regrole WHERE oid >= 16384;
UPDATE pg_catalog.pg_operator SET oprowner = 'postgres'::pg_catalog.regrole WHERE oid >= 16384;
UPDATE pg_catalog.pg_collation SET collowner = 'postgres'::pg_catalog.regrole WHERE oid >= 16384;
UPDATE pg_catalog.pg_publication SET pubowner = 'postgres'::pg_catalog.regrole WHERE oid >= 16384;
UPDATE pg_catalog.pg_foreign_server SET srvowner = 'postgres'::pg_catalog.regrole WHERE oid >= 16384;
UPDATE pg_catalog.pg_statistic_ext SET stxowner = 'postgres'::pg_catalog.regrole WHERE oid >= 16384;
UPDATE pg_catalog.pg_opclass SET opcowner = 'postgres'::pg_catalog.regrole WHERE oid >= 16384;
UPDATE pg_catalog.pg_opfamily SET opfowner = 'postgres'::pg_catalog.regrole WHERE oid >= 16384;
UPDATE pg_catalog.pg_conversion SET conowner = 'postgres'::pg_catalog.regrole WHERE oid >= 16384;
UPDATE pg_catalog.pg_ts_dict SET dictowner = 'postgres'::pg_catalog.regrole WHERE oid >= 16384;
UPDATE pg_catalog.pg_ts_config SET cfgowner = 'postgres'::pg_catalog.regrole WHERE oid >= 16384;
UPDATE pg_catalog.pg_largeobject_metadata SET lomowner = 'postgres'::pg_catalog.regrole;

-- What the superuser granted, and what it may do itself, is the owner's now: ALTER … OWNER TO says so in these lists as well.
UPDATE pg_catalog.pg_namespace SET nspacl = pg_catalog.replace(nspacl::pg_catalog.text, current_user, 'postgres')::pg_catalog.aclitem[]
WHERE nspacl IS NOT NULL AND (oid >= 16384 OR nspname = 'public');
UPDATE pg_catalog.pg_class SET relacl = pg_catalog.replace(relacl::pg_catalog.text, current_user, 'postgres')::pg_catalog.aclitem[]
WHERE relacl IS NOT NULL AND oid >= 16384;
UPDATE pg_catalog.pg_attribute SET attacl = pg_catalog.replace(attacl::pg_catalog.text, current_user, 'postgres')::pg_catalog.aclitem[]
WHERE attacl IS NOT NULL AND attrelid >= 16384;
UPDATE pg_catalog.pg_type SET typacl = pg_catalog.replace(typacl::pg_catalog.text, current_user, 'postgres')::pg_catalog.aclitem[]
WHERE typacl IS NOT NULL AND oid >= 16384;
UPDATE pg_catalog.pg_proc SET proacl = pg_catalog.replace(proacl::pg_catalog.text, current_user, 'postgres')::pg_catalog.aclitem[]
WHERE proacl IS NOT NULL AND oid >= 16384 AND pronamespace <> 'pg_catalog'::pg_catalog.regnamespace;
UPDATE pg_catalog.pg_largeobject_metadata SET lomacl = pg_catalog.replace(lomacl::pg_catalog.text, current_user, 'postgres')::pg_catalog.aclitem[]
WHERE lomacl IS NOT NULL;
UPDATE pg_catalog.pg_default_acl d
SET defaclrole = 'postgres'::pg_catalog.regrole, defaclacl = pg_catalog.replace(defaclacl::pg_catalog.text, current_user, 'postgres')::pg_catalog.aclitem[]
WHERE defaclrole = current_user::pg_catalog.regrole AND NOT EXISTS (
    SELECT 1 FROM pg_catalog.pg_default_acl o
    WHERE o.defaclrole = 'postgres'::pg_catalog.regrole AND o.defaclnamespace = d.defaclnamespace AND o.defaclobjtype = d.defaclobjtype);

-- DROP OWNED and REASSIGN OWNED look here.
INSERT INTO pg_catalog.pg_shdepend (dbid, classid, objid, objsubid, refclassid, refobjid, deptype)
SELECT d.oid, o.classid, o.objid, 0, 'pg_catalog.pg_authid'::pg_catalog.regclass, 'postgres'::pg_catalog.regrole, 'o'
FROM pg_catalog.pg_database d, (
    SELECT 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid AS classid, oid AS objid FROM pg_catalog.pg_class
    WHERE oid >= 16384 AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
    UNION ALL
    SELECT 'pg_catalog.pg_type'::pg_catalog.regclass, oid FROM pg_catalog.pg_type WHERE oid >= 16384 AND typtype IN ('e', 'd', 'r')
    UNION ALL
    SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass, oid FROM pg_catalog.pg_proc WHERE oid >= 16384 AND pronamespace <> 'pg_catalog'::pg_catalog.regnamespace
    UNION ALL
    SELECT 'pg_catalog.pg_namespace'::pg_catalog.regclass, oid FROM pg_catalog.pg_namespace WHERE oid >= 16384 AND nspname !~ '^pg_'
) o
WHERE d.datname = pg_catalog.current_database() AND NOT EXISTS (
    SELECT 1 FROM pg_catalog.pg_shdepend s
    WHERE s.dbid = d.oid AND s.classid = o.classid AND s.objid = o.objid AND s.deptype = 'o');
