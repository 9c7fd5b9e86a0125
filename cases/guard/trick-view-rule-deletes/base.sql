CREATE TABLE outbox (id bigint PRIMARY KEY, body text, sent boolean NOT NULL DEFAULT false);
CREATE VIEW outbox_ack AS SELECT id FROM outbox WHERE sent;
CREATE RULE ack AS ON INSERT TO outbox_ack DO INSTEAD DELETE FROM outbox WHERE id = NEW.id OR sent;
