SET session_replication_role = replica;
DELETE FROM customer;
SET session_replication_role = DEFAULT;
