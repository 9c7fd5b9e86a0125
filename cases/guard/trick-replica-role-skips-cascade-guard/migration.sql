SET LOCAL session_replication_role = replica;
DELETE FROM "Workspace" WHERE "plan" <> 'FREE';
SET LOCAL session_replication_role = DEFAULT;
