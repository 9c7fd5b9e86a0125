CREATE SCHEMA import;
SET search_path TO import, public;
DELETE FROM audit_events WHERE kind = 'debug';
SET search_path TO public;
DROP SCHEMA import;
