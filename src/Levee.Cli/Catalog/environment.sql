-- environment.sql: stubs of what a history names and a database has: names and types only, no rows, no bodies, no passwords.
-- $1: every name in the history. $2: the schemas that the migrations fill: of these only functions may come from elsewhere.
WITH named AS (
    SELECT unnest($1::text[]) AS name
),
place AS (
    SELECT n.oid, n.nspname
    FROM pg_catalog.pg_namespace n
    WHERE n.nspname IN (SELECT name FROM named)
      AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
),
-- What an extension made comes with the extension.
member AS (
    SELECT d.classid, d.objid, e.extname
    FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
    WHERE d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.deptype = 'e'
),
wanted_table AS (
    SELECT c.oid, c.relname, c.relkind, p.nspname
    FROM pg_catalog.pg_class c JOIN place p ON p.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
      AND c.relname IN (SELECT name FROM named)
      AND p.nspname <> ALL ($2::text[])
      AND NOT EXISTS (SELECT FROM member m WHERE m.objid = c.oid)
),
wanted_column AS (
    SELECT a.attrelid, a.attnum, a.attname, a.attnotnull, a.atttypid,
           pg_catalog.format_type(a.atttypid, a.atttypmod) AS type
    FROM pg_catalog.pg_attribute a JOIN wanted_table t ON t.oid = a.attrelid
    WHERE a.attnum > 0 AND NOT a.attisdropped
),
wanted_function AS (
    SELECT f.oid, f.proname, f.provolatile, f.proretset, f.prorettype, n.nspname,
           pg_catalog.pg_get_function_identity_arguments(f.oid) AS arguments,
           pg_catalog.pg_get_function_result(f.oid) AS result
    FROM pg_catalog.pg_proc f JOIN pg_catalog.pg_namespace n ON n.oid = f.pronamespace
    WHERE f.prokind = 'f'
      AND f.proname IN (SELECT name FROM named)
      AND (n.nspname IN (SELECT nspname FROM place) OR n.nspname = ANY ($2::text[]))
      AND NOT EXISTS (SELECT FROM member m WHERE m.objid = f.oid)
),
-- The types of those columns, and those that the history names itself; an array's element too.
wanted_type AS (
    SELECT t.oid, t.typname, p.nspname
    FROM pg_catalog.pg_type t JOIN place p ON p.oid = t.typnamespace
    WHERE t.typtype = 'e'
      AND p.nspname <> ALL ($2::text[])
      AND NOT EXISTS (SELECT FROM member m WHERE m.objid = t.oid)
      AND (
          t.typname IN (SELECT name FROM named)
          OR EXISTS (SELECT FROM wanted_column c WHERE c.atttypid IN (t.oid, t.typarray))
      )
)
SELECT kind, place, name, sql FROM (
    SELECT 1 AS part, 'role' AS kind, '' AS place, r.rolname::text AS name,
           pg_catalog.format('CREATE ROLE %I;', r.rolname) AS sql
    FROM pg_catalog.pg_roles r
    WHERE r.rolname IN (SELECT name FROM named) AND r.rolname !~ '^pg_' AND r.rolname NOT IN ('postgres', 'public')

    UNION ALL
    SELECT 2, 'schema', '', p.nspname::text, pg_catalog.format('CREATE SCHEMA IF NOT EXISTS %I;', p.nspname)
    FROM place p WHERE p.nspname <> 'public'

    UNION ALL
    SELECT 3, 'extension', n.nspname::text, e.extname::text,
           CASE WHEN n.nspname IN ('public', 'pg_catalog') THEN ''
                ELSE pg_catalog.format(E'CREATE SCHEMA IF NOT EXISTS %I;\n', n.nspname) END
           || pg_catalog.format('CREATE EXTENSION IF NOT EXISTS %I', e.extname)
           || CASE WHEN n.nspname IN ('public', 'pg_catalog') THEN ''
                   ELSE pg_catalog.format(' WITH SCHEMA %I', n.nspname) END
           || ';'
    FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
    WHERE e.extname <> 'plpgsql'
      AND EXISTS (
          SELECT FROM member m
          WHERE m.extname = e.extname
            AND (
                m.objid IN (SELECT f.oid FROM pg_catalog.pg_proc f WHERE f.proname IN (SELECT name FROM named))
                OR m.objid IN (SELECT t.oid FROM pg_catalog.pg_type t WHERE t.typname IN (SELECT name FROM named))
                OR m.objid IN (SELECT o.oid FROM pg_catalog.pg_opclass o WHERE o.opcname IN (SELECT name FROM named))
            )
      )

    UNION ALL
    SELECT 4, 'type', t.nspname::text, t.typname::text,
           pg_catalog.format(
               'CREATE TYPE %I.%I AS ENUM (%s);', t.nspname, t.typname,
               (SELECT pg_catalog.string_agg(pg_catalog.quote_literal(l.enumlabel), ', ' ORDER BY l.enumsortorder)
                FROM pg_catalog.pg_enum l WHERE l.enumtypid = t.oid)
           )
    FROM wanted_type t

    UNION ALL
    SELECT CASE WHEN t.relkind IN ('v', 'm') THEN 6 ELSE 5 END, 'table', t.nspname::text, t.relname::text,
           CASE WHEN t.relkind IN ('v', 'm')
                THEN pg_catalog.format(
                    'CREATE VIEW %I.%I AS SELECT %s;', t.nspname, t.relname,
                    (SELECT pg_catalog.string_agg(
                         pg_catalog.format('NULL::%s AS %I', c.type, c.attname), ', ' ORDER BY c.attnum
                     ) FROM wanted_column c WHERE c.attrelid = t.oid)
                )
                ELSE pg_catalog.format(
                    E'CREATE TABLE %I.%I (\n    %s\n);', t.nspname, t.relname,
                    (SELECT pg_catalog.string_agg(part.sql, E',\n    ' ORDER BY part.place) FROM (
                         SELECT c.attnum::integer AS place,
                                pg_catalog.format('%I %s', c.attname, c.type)
                                || CASE WHEN c.attnotnull THEN ' NOT NULL' ELSE '' END AS sql
                         FROM wanted_column c WHERE c.attrelid = t.oid
                         UNION ALL
                         -- A foreign key can only lead to these.
                         SELECT 100000, pg_catalog.pg_get_constraintdef(k.oid)
                         FROM pg_catalog.pg_constraint k WHERE k.conrelid = t.oid AND k.contype IN ('p', 'u')
                     ) part)
                )
           END
    FROM wanted_table t

    UNION ALL
    SELECT 7, 'function', f.nspname::text, f.proname::text,
           pg_catalog.format('CREATE FUNCTION %I.%I(%s) RETURNS %s ', f.nspname, f.proname, f.arguments, f.result)
           || CASE f.provolatile WHEN 'i' THEN 'IMMUTABLE ' WHEN 's' THEN 'STABLE ' ELSE '' END
           || CASE WHEN f.prorettype = 'pg_catalog.trigger'::pg_catalog.regtype
                        THEN 'LANGUAGE plpgsql AS ''BEGIN RETURN NEW; END'';'
                   WHEN f.proretset OR f.prorettype = 'pg_catalog.void'::pg_catalog.regtype
                        THEN 'LANGUAGE plpgsql AS ''BEGIN RETURN; END'';'
                   ELSE pg_catalog.format(
                       'LANGUAGE sql AS ''SELECT NULL::%s'';',
                       pg_catalog.replace(pg_catalog.format_type(f.prorettype, NULL), '''', '''''')
                   )
              END
    FROM wanted_function f

    UNION ALL
    SELECT 8, 'publication', '', p.pubname::text, pg_catalog.format('CREATE PUBLICATION %I;', p.pubname)
    FROM pg_catalog.pg_publication p WHERE p.pubname IN (SELECT name FROM named)
) stub
ORDER BY part, place, name, sql;
