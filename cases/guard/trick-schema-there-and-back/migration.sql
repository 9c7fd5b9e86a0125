CREATE SCHEMA parking;
ALTER TABLE events_log SET SCHEMA parking;
ALTER TYPE order_state SET SCHEMA parking;
ALTER TABLE parking.events_log RENAME TO event;
ALTER TABLE parking.event SET SCHEMA public;
ALTER TYPE parking.order_state SET SCHEMA public;
DROP SCHEMA parking RESTRICT;
