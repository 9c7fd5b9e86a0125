BEGIN;
DROP TABLE events_log;
ROLLBACK AND CHAIN;
DROP INDEX orders_placed_at_idx;
COMMIT;
